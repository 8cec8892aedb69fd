import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { invalid } from './errors.ts';

const token = Type.Object({
  kind: Type.Enum(['page', 'sync']),
  /** The calendar's revision when the first page was read. */
  revision: Type.Integer({ minimum: 0 }),
  offset: Type.Integer({ minimum: 0 }),
  at: Type.Integer({ minimum: 0 }),
});

export interface ListToken {
  kind: 'page' | 'sync';
  revision: number;
  offset: number;
  at: number;
}

export function writeListToken(written: ListToken): string {
  return Buffer.from(JSON.stringify(written)).toString('base64url');
}

export function readListToken(text: string | null, kind: ListToken['kind']): ListToken | undefined {
  if (text === null) return undefined;
  const read = parsed(text);
  if (read?.kind === kind) return read;
  throw kind === 'sync'
    ? invalid('Invalid sync token value.', 'invalid', 'syncToken')
    : invalid('Invalid page token value.', 'invalid', 'pageToken');
}

function parsed(text: string): ListToken | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Value.Check(token, read) ? read : undefined;
  } catch {
    return undefined;
  }
}
