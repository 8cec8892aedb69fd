import { createHash, createHmac } from 'node:crypto';
import type { CalendarAccount } from './records.ts';

/** The number of an account, which stays when its address changes. */
export function subjectOf(account: CalendarAccount): string {
  const digits = createHash('sha256').update(account.id).digest().readBigUInt64BE(0).toString();
  return `1${digits.padStart(20, '0')}`;
}

/** A stable id in the shape of a UUID, for what Microsoft numbers so. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An OpenID Connect id token, signed by the client's secret (HS256), as there is nowhere to publish a key. */
export function identityToken(claims: object, clientSecret: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const unsigned = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${unsigned}.${createHmac('sha256', clientSecret).update(unsigned).digest('base64url')}`;
}
