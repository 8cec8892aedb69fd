import { describe, expect, it } from 'vitest';
import { minutes } from '#domain/instant.ts';
import { clockLeft, minutesToSay } from './countdown.ts';

describe('the time that is left to pay', () => {
  it.each([
    [minutes(15), '15:00'],
    [61_000, '1:01'],
    [60_001, '1:01'],
    [999, '0:01'],
    [0, '0:00'],
    [-5_000, '0:00'],
  ])('%i ms reads %s', (leftMs, text) => {
    expect(clockLeft(leftMs)).toBe(text);
  });

  it.each([
    [minutes(5) + 1, undefined],
    [minutes(5), 5],
    [minutes(2) + 1, 5],
    [minutes(2), 2],
    [minutes(1), 1],
    [1, 1],
    [0, undefined],
  ])('%i ms is said as %s minutes, so that it is spoken three times and no more', (leftMs, said) => {
    expect(minutesToSay(leftMs)).toBe(said);
  });
});
