import { createHash } from 'node:crypto';
import { Problem } from '#domain/problem.ts';
import type { KeyHolder, SignedInUser } from '#api/accounts/admission.ts';
import { invalidRequest } from '#api/http/problems.ts';

/** Crockford's: no letter that is read as a digit, and none that makes words. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export interface BookingIdentity {
  consultationId: string;
  consultationNumber: string;
}

/** Whose keys these are. A partner's stay the same when one API key takes the place of another. */
export function callerNameOf(caller: SignedInUser | KeyHolder): string {
  return caller.kind === 'key' ? `partner:${caller.partnerId}` : `user:${caller.id}`;
}

/** The Idempotency-Key of a request, or the refusal that says what is wrong with it. */
export function idempotencyKeyOf(header: string | string[] | undefined): string {
  if (header === undefined || header === '')
    throw new Problem(
      'idempotency_key_required',
      'Send a new Idempotency-Key with each booking, and the same with each repeat.',
    );
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw invalidRequest([
    { pointer: '/headers/idempotency-key', detail: 'must be 1 to 255 visible ASCII characters' },
  ]);
}

/** Id and number of a booking, made from the caller and the key alone, so that a repeat names the same consultation. */
export function bookingIdentity(callerName: string, key: string): BookingIdentity {
  const hash = createHash('sha256').update(`${callerName}\n${key}`).digest();
  return {
    consultationId: uuidV8(hash.subarray(0, 16)),
    consultationNumber: `MJ-${base32(hash.subarray(16, 26))}`,
  };
}

/** RFC 9562: version 8 is for ids that a program makes in its own way. */
function uuidV8(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  const variant = (0x8 | (Number.parseInt(hex.charAt(16), 16) & 0x3)).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}

/** One character of each byte: the alphabet divides 256, so no character is likelier than another. */
function base32(bytes: Buffer): string {
  return [...bytes].map((byte) => ALPHABET.charAt(byte % 32)).join('');
}

/** What tells one body from another: the order of its fields does not. */
export function bodyHash(body: unknown): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(sorted(body)))
    .digest();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
