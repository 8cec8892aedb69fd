import { describe, expect, it } from 'vitest';
import { createAtOnce } from './at-once.ts';

describe('what is under way at once', () => {
  const refused = expect.objectContaining({ code: 'too_many_requests' });

  it('is so much for each person, and one that ends makes room for one', () => {
    const streams = createAtOnce({ max: 5, detail: 'Close one.' });
    const [leave] = [1, 2, 3, 4, 5].map(() => streams.enter('a'));
    expect(() => streams.enter('a')).toThrow(refused);
    streams.enter('b');
    leave?.();
    // What ends twice has ended once.
    leave?.();
    streams.enter('a');
    expect(() => streams.enter('a')).toThrow(refused);
  });
});
