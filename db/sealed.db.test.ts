import { describe, expect, it } from 'vitest';
import { createSealer, SealError } from './sealed.ts';

const key = (id: string, filling: number) => `${id}:${Buffer.alloc(32, filling).toString('base64')}`;
const [k1, k2] = [key('k1', 1), key('k2', 2)];
const sealer = createSealer(k1);

describe('what is sealed', () => {
  it.each(['', 'a refresh token', 'رمز سرّي', 'x'.repeat(10_000)])('opens again: %#', (text) => {
    expect(sealer.open(sealer.seal(text, 'row'), 'row')).toBe(text);
  });

  it('shows nothing of the text, and looks different each time', () => {
    const [one, other] = [sealer.seal('secret', 'row'), sealer.seal('secret', 'row')];
    expect(one).not.toBe(other);
    expect(one).toMatch(/^k1:[\w-]{16}:[\w-]+$/);
    expect(Buffer.from(one).toString()).not.toContain('secret');
  });

  it('belongs to its row', () => {
    const sealed = sealer.seal('secret', 'row');
    expect(() => sealer.open(sealed, 'another row')).toThrow(SealError);
  });

  it('does not open when one bit of it was changed', () => {
    const [id = '', ...parts] = sealer.seal('secret', 'row').split(':');
    const bytes = Buffer.from(parts.join(''), 'base64url');
    for (const at of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[at] = (bytes[at] ?? 0) ^ 1;
      const text = [
        id,
        ...[changed.subarray(0, 12), changed.subarray(12)].map((part) => part.toString('base64url')),
      ];
      expect(() => sealer.open(text.join(':'), 'row'), `byte ${at}`).toThrow(SealError);
    }
  });

  it.each(['', 'k1', 'k1:', 'k1:AAAA:AAAA', 'k1::', 'plain text', 'k1:AAAAAAAAAAAAAAAA:AAAA'])(
    'is told from %j',
    (text) => {
      expect(() => sealer.open(text, 'row')).toThrow(SealError);
    },
  );
});

describe('a change of keys', () => {
  const rotated = createSealer(`${k2}, ${k1}`);

  it('seals with the first and opens with all', () => {
    expect(rotated.open(sealer.seal('old', 'row'), 'row')).toBe('old');
    expect(rotated.seal('new', 'row')).toMatch(/^k2:/);
  });

  it('knows what waits to be sealed again', () => {
    expect(rotated.isOutdated(sealer.seal('old', 'row'))).toBe(true);
    expect(rotated.isOutdated(rotated.seal('new', 'row'))).toBe(false);
  });

  it('ends with the old key going, and what it sealed with it', () => {
    expect(() => createSealer(k2).open(sealer.seal('old', 'row'), 'row')).toThrow(
      'a key that is not there any more',
    );
  });
});

describe('keys that cannot be used', () => {
  it.each(['', 'k1', 'k1:', 'k1:c2hvcnQ=', `${k1},`, `K 1:${k1.slice(3)}`])('are refused: %j', (keys) => {
    expect(() => createSealer(keys)).toThrow('A key is <id>:<base64 of 32 bytes>');
  });

  it('are refused when two have one name', () => {
    expect(() => createSealer(`${k1},${key('k1', 3)}`)).toThrow('Two keys are called k1');
  });

  it('are not repeated in what is said', () => {
    const short = `k1:${Buffer.alloc(31, 7).toString('base64')}`;
    expect(() => createSealer(short)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(short.slice(3)) }),
    );
  });
});
