import { afterEach, describe, expect, it } from 'vitest';
import { changeLocale } from '#web/i18n/locale.ts';
import '#web/i18n/common.ts';
import { changeHourCycle } from '#web/state/zone.ts';
import { byteSize } from './bytes.ts';
import { money, shortMoney } from './money.ts';
import { clockTime, dateAndTime, localDate, localHour, plainDate, zoneCity, zoneOffset } from './time.ts';

const moment = '2026-11-26T20:30:00Z';
/** Spaces and direction marks differ between versions of the language data; what people read does not. */
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ').replaceAll(/[\u200E\u200F]/g, '');

afterEach(async () => {
  changeHourCycle('h12');
  await changeLocale('en');
});

describe('times', () => {
  it('are read in the zone that is asked for, across midnight', () => {
    expect(localDate(moment, 'Asia/Dubai')).toBe('2026-11-27');
    expect(localDate(moment, 'Europe/London')).toBe('2026-11-26');
    expect(localHour(moment, 'Asia/Dubai')).toBe(0);
    expect(zoneOffset(moment, 'Asia/Dubai')).toBe('GMT+4');
    expect(zoneOffset('2026-07-01T00:00:00Z', 'Europe/London')).toBe('GMT+1');
  });

  it('follow the clock that the reader chose', () => {
    expect(plain(clockTime(moment, 'Europe/London')).toLowerCase()).toBe('8:30 pm');
    changeHourCycle('h23');
    expect(clockTime(moment, 'Europe/London')).toBe('20:30');
  });

  it('speak Arabic with the digits that are usual in the Emirates', async () => {
    await changeLocale('ar');
    expect(plain(dateAndTime(moment, 'Europe/London'))).toMatch(/^الخميس، 26 نوفمبر، 8:30 م$/);
  });

  it('have dates that belong to no zone', () => {
    expect(plainDate('2026-11-26')).toContain('26');
    expect(zoneCity('America/New_York')).toBe('New York');
  });
});

describe('amounts', () => {
  it('have two places, but none in a headline where they say nothing', () => {
    expect(plain(money(57_750, 'AED'))).toBe('AED 577.50');
    expect(plain(money(42_000, 'AED'))).toBe('AED 420.00');
    expect(plain(shortMoney(42_000, 'AED'))).toBe('AED 420');
    expect(plain(shortMoney(57_750, 'AED'))).toBe('AED 577.50');
  });

  it('speak Arabic', async () => {
    await changeLocale('ar');
    expect(plain(money(57_750, 'AED'))).toBe('577.50 د.إ.');
  });
});

describe('the size of a file', () => {
  it.each([
    [10 * 1024 * 1024, '10 MB'],
    [482_000, '471 kB'],
    [12, '1 kB'],
  ])('of %i bytes is %s', (bytes, text) => {
    expect(plain(byteSize(bytes))).toBe(text);
  });
});
