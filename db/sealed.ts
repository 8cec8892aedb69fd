import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Seals texts that only this product may read again, such as tokens of other people's accounts. */
export interface Sealer {
  /** `<key id>:<nonce>:<text and tag>`. It opens only for the same `boundTo`, such as the id of the row that it is in. */
  seal(text: string, boundTo: string): string;
  /** Throws `SealError` when the key is not there any more, or when anything was changed or moved to another row. */
  open(sealed: string, boundTo: string): string;
}

/** A sealer that knows its newest key. */
export interface RotatingSealer extends Sealer {
  /** Whether an older key sealed it, so that sealing it again would let that key go. */
  isOutdated(sealed: string): boolean;
}

/** Says why without repeating what was sealed. */
export class SealError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'SealError';
  }
}

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM. `keys` is what the variable CALENDAR_KEYS holds, `k2:<base64>,k1:<base64>`: the first key seals, all of them
 * open, so a new one is put in front and an old one goes when nothing is sealed with it any more.
 */
export function createSealer(keys: string): RotatingSealer {
  const known = keysIn(keys);
  const [first] = known;
  if (!first) throw new SealError('There is no key to seal with');
  const [newestId, newest] = first;
  return {
    seal(text, boundTo) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, newest, nonce).setAAD(Buffer.from(boundTo));
      const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [newestId, nonce.toString('base64url'), content.toString('base64url')].join(':');
    },

    open(sealed, boundTo) {
      const [id = '', nonceText = '', contentText = ''] = sealed.split(':');
      const key = known.get(id);
      if (!key) throw new SealError('It was sealed with a key that is not there any more');
      const nonce = Buffer.from(nonceText, 'base64url');
      const content = Buffer.from(contentText, 'base64url');
      if (nonce.length !== nonceBytes || content.length < tagBytes) throw new SealError('It is not sealed');
      return opened({ key, nonce, content, boundTo });
    },

    isOutdated: (sealed) => !sealed.startsWith(`${newestId}:`),
  };
}

function opened({
  key,
  nonce,
  content,
  boundTo,
}: Record<'key' | 'nonce' | 'content', Buffer> & { boundTo: string }) {
  try {
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
      .setAAD(Buffer.from(boundTo))
      .setAuthTag(content.subarray(-tagBytes));
    return Buffer.concat([decipher.update(content.subarray(0, -tagBytes)), decipher.final()]).toString(
      'utf8',
    );
  } catch (cause) {
    throw new SealError('It was changed, or belongs to another row', { cause });
  }
}

function keysIn(keys: string): Map<string, Buffer> {
  const known = new Map<string, Buffer>();
  for (const entry of keys.split(',')) {
    const [id = '', text = ''] = entry.trim().split(':');
    const key = Buffer.from(text, 'base64');
    if (!/^[a-z0-9]+$/.test(id) || key.length !== keyBytes) {
      throw new SealError('A key is <id>:<base64 of 32 bytes>, and keys are parted by commas');
    }
    if (known.has(id)) throw new SealError(`Two keys are called ${id}`);
    known.set(id, key);
  }
  return known;
}
