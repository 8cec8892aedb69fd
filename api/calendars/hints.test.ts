import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHints } from './hints.ts';

function opened(pass: (connectionId: string) => Promise<void> = async () => undefined) {
  const passed: string[] = [];
  const lost: unknown[] = [];
  const hints = createHints({
    quietMs: 1000,
    pass: async (connectionId) => {
      passed.push(connectionId);
      await pass(connectionId);
    },
    onLost: (error) => lost.push(error),
  });
  return { hints, passed, lost };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('hints at a calendar', () => {
  it('pass at once, and once more for all that followed soon', async () => {
    const { hints, passed } = opened();
    await hints.give('a');
    expect(passed).toEqual(['a']);
    for (let push = 0; push < 20; push += 1) await hints.give('a');
    expect(passed).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(passed).toEqual(['a', 'a']);
  });

  it('pass once when nothing followed', async () => {
    const { hints, passed } = opened();
    await hints.give('a');
    await vi.advanceTimersByTimeAsync(1000);
    expect(passed).toEqual(['a']);
    await hints.give('a');
    expect(passed).toEqual(['a', 'a']);
  });

  it('do not wait for those at another calendar', async () => {
    const { hints, passed } = opened();
    await hints.give('a');
    await hints.give('b');
    expect(passed).toEqual(['a', 'b']);
  });

  it('that could not pass pass at once when they come again', async () => {
    const outages = [new Error('away')];
    const { hints, passed } = opened(async () => {
      const outage = outages.pop();
      if (outage) throw outage;
    });
    await expect(hints.give('a')).rejects.toThrow('away');
    await hints.give('a');
    expect(passed).toEqual(['a', 'a']);
  });

  it('that wait are passed on at the end, and tell when they are lost', async () => {
    const outage = new Error('away');
    const { hints, passed, lost } = opened(async () => {
      if (passed.length > 1) throw outage;
    });
    await hints.give('a');
    await hints.give('a');
    await hints.close();
    expect([passed, lost]).toEqual([['a', 'a'], [outage]]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(passed).toHaveLength(2);
  });
});
