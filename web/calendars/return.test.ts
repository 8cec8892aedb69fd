import { describe, expect, it } from 'vitest';
import { returnOf } from './return.ts';

describe('the way back from a provider', () => {
  it.each([
    [{ connected: 'google' }, { connected: 'google' }],
    [{ connected: 'outlook' }, { connected: 'outlook' }],
    [{ failed: 'denied' }, { failed: 'denied' }],
    [{ failed: 'unavailable' }, { failed: 'unavailable' }],
    [{ failed: 'a reason of next year' }, { failed: 'refused' }],
    [{ connected: 'nobody' }, undefined],
    [{}, undefined],
  ])('%j is read as %j', (query, back) => {
    expect(returnOf(query)).toEqual(back);
  });
});
