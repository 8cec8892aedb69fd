import { randomUUID } from 'node:crypto';

/** A JSON schema as far as the requests of the API use it. */
export interface Schema {
  type?: string;
  enum?: readonly string[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  anyOf?: readonly Schema[];
  patternProperties?: Readonly<Record<string, Schema>>;
}

/** A value with one fault, and where the answer has to point. */
export interface BadValue {
  fault: string;
  value: unknown;
  pointer: string;
}

const samples: Readonly<Record<string, () => string>> = {
  uuid: () => randomUUID(),
  'date-time': () => '2026-12-02T10:00:00+04:00',
  date: () => '2026-12-02',
  'iana-zone': () => 'Asia/Dubai',
  'wall-time': () => '09:00',
  'wall-time-end': () => '17:00',
  email: () => 'somebody@example.com',
};
/** One text for each form that a pattern of ours asks for. */
const patternSamples = ['+971501234567', 'https://maps.example/1', 'abc', '123456'];

const badFormats: Readonly<Record<string, readonly string[]>> = {
  uuid: ['not-an-id'],
  'date-time': [
    '2027-02-30T10:00:00Z',
    '2026-12-02T10:00:00',
    '2026-12-02T25:00:00Z',
    '2026-12-02 10:00Z',
    '9999-12-31T10:00:00Z',
  ],
  date: ['2027-02-30', '2026-13-01', '0000-01-01', '2026-12-2'],
  'iana-zone': ['Mars/Base', 'local', 'UTC+4', 'asia/dubai'],
  'wall-time': ['24:00', '9:00', '09:60'],
  'wall-time-end': ['24:01', '17:5'],
  email: ['nobody', 'two@at@example.com'],
};

/** A value that fulfils the schema, with every field that it knows. */
export function sampleOf(schema: Schema): unknown {
  if (schema.anyOf) return sampleOf(schema.anyOf[0] ?? {});
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'object') return sampleObject(schema);
  if (schema.type === 'array') {
    const { items, minItems = 1 } = schema;
    return items ? Array.from({ length: Math.max(minItems, 1) }, () => sampleOf(items)) : [];
  }
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1);
  return schema.type === 'boolean' ? true : sampleText(schema);
}

function sampleObject({ properties = {} }: Schema): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, sampleOf(inner)]));
}

function sampleText({ format, pattern, minLength = 1 }: Schema): string {
  const byFormat = format === undefined ? undefined : samples[format];
  if (byFormat) return byFormat();
  if (pattern !== undefined) return patternSamples.find((text) => new RegExp(pattern).test(text)) ?? '';
  return 'x'.repeat(Math.max(minLength, 1));
}

/** Every way in which this value can be wrong, at every depth. `build` puts a wrong part into an otherwise right whole. */
export function badValues(
  schema: Schema,
  pointer: string,
  build: (part: unknown) => unknown = (part) => part,
): BadValue[] {
  const bad = (fault: string, value: unknown, at = pointer): BadValue => ({
    fault,
    value: build(value),
    pointer: at,
  });
  if (schema.anyOf) return badChoices(schema.anyOf, bad);
  if (schema.type === 'object') return badObjects(schema, pointer, build);
  if (schema.type === 'array') return badArrays(schema, pointer, build);
  if (schema.type === 'integer' || schema.type === 'number') return badNumbers(schema, bad);
  if (schema.type === 'boolean') return ['true', 1, null].map((value) => bad('not a boolean', value));
  return badTexts(schema, bad);
}

type Bad = (fault: string, value: unknown, at?: string) => BadValue;

function badChoices(choices: readonly Schema[], bad: Bad): BadValue[] {
  const takesText = choices.some(({ type }) => type === 'string');
  return [bad('none of the forms', takesText ? { nested: true } : 'text')];
}

function badNumbers({ type, minimum, maximum }: Schema, bad: Bad): BadValue[] {
  return [
    ...['1', null, [1], true].map((value) => bad('not a number', value)),
    ...(type === 'integer' ? [bad('a fraction', 1.5)] : []),
    ...(minimum === undefined ? [] : [bad('too small', minimum - 1)]),
    ...(maximum === undefined ? [] : [bad('too large', maximum + 1)]),
    bad('far too large', 1e300),
  ].filter(({ fault }) => maximum !== undefined || fault !== 'far too large');
}

function badTexts({ enum: values, format, pattern, minLength = 0, maxLength }: Schema, bad: Bad): BadValue[] {
  return [
    ...[1, null, ['a'], { a: 1 }].map((value) => bad('not a text', value)),
    bad('NUL', 'a\0b'),
    bad('half a surrogate pair', 'a\uD800b'),
    ...(values ? [bad('none of the values', 'nonsense')] : []),
    ...(maxLength === undefined ? [] : [bad('too long', 'x'.repeat(maxLength + 1))]),
    ...(minLength > 0 ? [bad('too short', '')] : []),
    ...(pattern === undefined ? [] : [bad('another form', '?? ??\n')]),
    ...(badFormats[format ?? ''] ?? []).map((text) => bad(`no ${format}`, text)),
  ];
}

function badArrays(schema: Schema, pointer: string, build: (part: unknown) => unknown): BadValue[] {
  const { items, maxItems, minItems = 0 } = schema;
  const bad = (fault: string, value: unknown): BadValue => ({ fault, value: build(value), pointer });
  return [
    ...['x', null, {}].map((value) => bad('not a list', value)),
    ...(maxItems === undefined || !items
      ? []
      : [
          bad(
            'too many',
            Array.from({ length: maxItems + 1 }, () => sampleOf(items)),
          ),
        ]),
    ...(minItems > 0 ? [bad('too few', [])] : []),
    ...(items ? badValues(items, `${pointer}/0`, (part) => build([part])) : []),
  ];
}

function badObjects(schema: Schema, pointer: string, build: (part: unknown) => unknown): BadValue[] {
  const whole = sampleObject(schema);
  const putting = (name: string) => (part: unknown) => build({ ...whole, [name]: part });
  const without = (name: string) =>
    build(Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name)));
  return [
    ...['x', 1, null, []].map((value) => ({ fault: 'not an object', value: build(value), pointer })),
    { fault: 'unknown field', value: putting('surprise')(1), pointer: `${pointer}/surprise` },
    ...(schema.required ?? []).map((name) => ({
      fault: 'missing',
      value: without(name),
      pointer: `${pointer}/${name}`,
    })),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
      badValues(inner, `${pointer}/${name}`, putting(name)),
    ),
  ];
}
