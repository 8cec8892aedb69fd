import T from 'typebox';
import type { Static, TObject, TProperties, TSchema, TSchemaOptions } from 'typebox';

/** An object of a request: a field that nobody knows is a fault, not a surprise later. */
export function Strict<P extends TProperties>(properties: P, options: TSchemaOptions = {}): TObject<P> {
  return T.Object(properties, { ...options, additionalProperties: false });
}

/** Text of at most `max` characters (code points, as Postgres counts them). */
export function Text(max: number, options: TSchemaOptions & { minLength?: number; pattern?: string } = {}) {
  return T.String({ minLength: 1, ...options, maxLength: max });
}

/** A name as it stands in mails, calendars and lists: on one line, and not blank. */
export function Name(max: number, options: TSchemaOptions = {}) {
  return Text(max, { ...options, pattern: '^(?=.*\\S)[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$' });
}

export function OneOf<const V extends readonly string[]>(values: V, options: TSchemaOptions = {}) {
  return T.Unsafe<V[number]>({ type: 'string', enum: [...values], ...options });
}

export function Nullable<S extends TSchema>(schema: S, options: { description?: string } = {}) {
  return T.Unsafe<Static<S> | null>({ anyOf: [schema, { type: 'null' }], ...options });
}

/** An answer with headers that callers need: for the document. The route sets them. */
export function WithHeaders<S extends TSchema>(schema: S, headers: Record<string, TSchema>) {
  return T.Unsafe<Static<S>>({ ...schema, headers });
}

/** A schema that is registered under its `$id` and shown in the document by that name. */
export function RefTo<S extends TSchema>(schema: S) {
  return T.Unsafe<Static<S>>({ $ref: String(Reflect.get(schema, '$id')) });
}

export const Uuid = T.String({ format: 'uuid', maxLength: 36 });
export const Instant = T.String({
  format: 'date-time',
  maxLength: 40,
  description: 'An instant with its offset.',
  examples: ['2026-11-26T10:00:00+04:00'],
});
/** In answers, where formats of our own mean nothing. */
export const ZoneName = T.String({ description: 'A time zone by its IANA name.', examples: ['Asia/Dubai'] });
export const LocalDate = T.String({ format: 'date', maxLength: 10, examples: ['2026-11-26'] });
export const Zone = T.String({
  format: 'iana-zone',
  maxLength: 64,
  description: 'A time zone by its IANA name.',
  examples: ['Asia/Dubai'],
});
export const WallTime = T.String({ format: 'wall-time', maxLength: 5, examples: ['09:00'] });
export const WallTimeEnd = T.String({
  format: 'wall-time-end',
  maxLength: 5,
  description: 'At or before the start it is on the next day; 24:00 is midnight.',
  examples: ['17:30'],
});
export const Phone = T.String({
  pattern: '^\\+[1-9][0-9]{6,14}$',
  maxLength: 16,
  description: 'A phone number in E.164.',
  examples: ['+971501234567'],
});
export const Email = T.String({ format: 'email', maxLength: 254, examples: ['client@example.com'] });
export const MinorAmount = T.Integer({
  minimum: 0,
  description: 'In minor units (fils).',
  examples: [57_750],
});
export const Currency = T.String({ description: 'ISO 4217.', examples: ['AED'] });

export const Limit = T.Optional(
  T.Integer({ minimum: 1, maximum: 100, description: 'At most so many; 20 when absent.' }),
);
export const Cursor = T.Optional(
  T.String({ minLength: 1, maxLength: 400, description: 'The `nextCursor` of the page before.' }),
);

/** One page of a list. */
export function PageOf<S extends TSchema>(item: S) {
  return T.Object({
    data: T.Array(item),
    nextCursor: Nullable(
      T.String({ description: 'Send it as `cursor` for the next page; null on the last.' }),
    ),
  });
}

export const ProblemSchema = T.Object(
  {
    type: T.String({ examples: ['https://majlis.example/problems/slot_taken'] }),
    title: T.String(),
    status: T.Integer(),
    detail: T.Optional(T.String()),
    instance: T.Optional(T.String({ description: 'The id of the request, for support.' })),
    code: T.Optional(T.String({ description: 'Permanent; made for programs.', examples: ['slot_taken'] })),
    reason: T.Optional(T.String()),
    errors: T.Optional(T.Array(T.Object({ pointer: T.String(), detail: T.String() }))),
  },
  { $id: 'Problem', description: 'A refusal (RFC 9457).', additionalProperties: true },
);
