import { describe, expect, it } from 'vitest';
import { createOpenStreams } from './open-streams.ts';

describe('streams that are open at once', () => {
  const refused = expect.objectContaining({ code: 'too_many_requests' });

  it('are five for each person, and one that ends makes room for one', () => {
    const streams = createOpenStreams();
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
