import { createHash, randomBytes } from 'node:crypto';

/** What is stored of an API key, and what it is looked up by. */
export function hashOfKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** A new API key with 256 random bits, and the beginning by which its owner can tell it from others. */
export function newKey(): { key: string; prefix: string } {
  const key = `mj_${randomBytes(32).toString('base64url')}`;
  return { key, prefix: key.slice(0, 9) };
}
