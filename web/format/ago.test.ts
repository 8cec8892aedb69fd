import { afterEach, describe, expect, it } from 'vitest';
import { changeLocale } from '#web/i18n/locale.ts';
import '#web/i18n/common.ts';
import { ago } from './ago.ts';

const now = Date.parse('2026-11-26T20:30:00Z');

afterEach(() => changeLocale('en'));

describe('how long ago something was', () => {
  it.each([
    ['2026-11-26T20:28:01Z', '1 minute ago'],
    ['2026-11-26T20:28:00Z', '2 minutes ago'],
    ['2026-11-26T19:30:01Z', '59 minutes ago'],
    ['2026-11-26T19:30:00Z', '1 hour ago'],
    ['2026-11-25T20:30:00Z', 'yesterday'],
    ['2026-11-20T20:30:00Z', '6 days ago'],
  ])('%s is %s', (moment, text) => {
    expect(ago(moment, now)).toBe(text);
  });

  it('has no words of its own for less than a minute, nor for a clock that is a little slow', () => {
    expect(ago('2026-11-26T20:29:01Z', now)).toBeUndefined();
    expect(ago('2026-11-26T20:30:30Z', now)).toBeUndefined();
  });

  it('speaks Arabic with its dual', async () => {
    await changeLocale('ar');
    expect(ago('2026-11-26T20:28:00Z', now)).toBe('قبل دقيقتين');
  });
});
