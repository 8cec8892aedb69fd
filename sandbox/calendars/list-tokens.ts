import { Type } from 'typebox';
import { Value } from 'typebox/value';

const kinds = ['page', 'sync'] as const;

const token = Type.Object({
  kind: Type.Enum(kinds),
  revision: Type.Integer({ minimum: 0 }),
  offset: Type.Integer({ minimum: 0 }),
  at: Type.Integer({ minimum: 0 }),
  within: Type.Optional(Type.Object({ startAt: Type.Integer(), endAt: Type.Integer() })),
});

/** Where to go on reading: the next page of a list, or what has changed since. Callers see it as a dark text. */
export interface ListToken {
  kind: (typeof kinds)[number];
  /** The calendar's revision when the first page was read. */
  revision: number;
  offset: number;
  /** When it was given. */
  at: number;
  /** The bounds of the list, where the provider remembers them. */
  within?: { startAt: number; endAt: number };
}

export function writeListToken(written: ListToken): string {
  return Buffer.from(JSON.stringify(written)).toString('base64url');
}

/** Undefined when this is none of this kind. */
export function readListToken(text: string, kind: ListToken['kind']): ListToken | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Value.Check(token, read) && read.kind === kind ? read : undefined;
  } catch {
    return undefined;
  }
}
