import { describe, expect, it } from 'vitest';
import { copyDay, endsNextDay, hasFaults, nextWindow, schedulesOf, weekOf, windowFaults } from './week.ts';
import type { TimeWindow } from './week.ts';

const open = (startTime: string, endTime: string): TimeWindow => ({ startTime, endTime });

describe('the week', () => {
  it('comes back as the api wrote it, midnight included', () => {
    const schedules = [
      { dayOfWeek: 0, startTime: '22:00', endTime: '02:00' },
      { dayOfWeek: 1, startTime: '09:00', endTime: '13:00' },
      { dayOfWeek: 1, startTime: '14:00', endTime: '24:00' },
    ];
    expect(schedulesOf(weekOf(schedules))).toEqual(schedules);
  });

  it('gives other days the hours of one', () => {
    const week = copyDay(weekOf([{ dayOfWeek: 1, startTime: '09:00', endTime: '17:00' }]), 1, [2, 6]);
    expect(week.map((windows) => windows.length)).toEqual([0, 1, 1, 0, 0, 0, 1]);
  });
});

describe('the windows of a day', () => {
  it.each([
    ['apart', [open('09:00', '12:00'), open('13:00', '17:00')], [undefined, undefined]],
    ['touching', [open('09:00', '12:00'), open('12:00', '17:00')], [undefined, undefined]],
    ['overlapping', [open('09:00', '12:30'), open('12:00', '17:00')], ['overlap', 'overlap']],
    ['one within another', [open('09:00', '17:00'), open('12:00', '13:00')], ['overlap', 'overlap']],
    ['over midnight', [open('20:00', '02:00'), open('23:00', '23:30')], ['overlap', 'overlap']],
    ['until midnight', [open('20:00', '00:00'), open('09:00', '20:00')], [undefined, undefined]],
    ['the whole day', [open('00:00', '00:00')], [undefined]],
    ['without length', [open('09:00', '09:00')], ['empty']],
    ['half typed', [open('09:00', '')], ['incomplete']],
  ])('%s', (_name, windows, faults) => {
    expect(windowFaults(windows)).toEqual(faults);
  });

  it('keep the week from being saved while one of them is at fault', () => {
    expect(hasFaults([[open('09:00', '')]])).toBe(true);
    expect(hasFaults([[open('09:00', '17:00')], []])).toBe(false);
  });

  it.each([
    [[], open('09:00', '17:00')],
    [[open('09:00', '12:00')], open('13:00', '16:00')],
    [[open('14:00', '20:30')], open('21:30', '00:00')],
    [[open('09:00', '23:30')], open('', '')],
  ])('after %j the next one offered is %j', (windows, next) => {
    expect(nextWindow(windows)).toEqual(next);
  });

  it.each([
    [open('22:00', '02:00'), true],
    [open('22:00', '00:00'), false],
    [open('09:00', '17:00'), false],
    [open('', ''), false],
  ])('%j ends on the next day: %s', (window, next) => {
    expect(endsNextDay(window)).toBe(next);
  });
});
