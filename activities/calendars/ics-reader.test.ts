import { expect, it } from 'vitest';
import { hours } from '#domain/instant.ts';
import { readApart } from './ics-reader.ts';

const start = Date.parse('2026-12-01T00:00:00Z');
const span = { start, end: start + hours(24), zone: 'Asia/Dubai' };
const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');

it('a calendar is read in a thread of its own, while this one goes on', async () => {
  const endless = readApart({ text: calendar('DTSTART:19700101T000000Z', 'RRULE:FREQ=SECONDLY'), span });
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 20);
  await expect(endless).rejects.toMatchObject({ code: 'calendar_too_large', kind: 'passing' });
  clearInterval(timer);
  expect(turns).toBeGreaterThan(3);

  const text = calendar('DTSTART:20261201T060000Z', 'DURATION:PT1H');
  expect(await readApart({ text, span })).toEqual([
    { start: start + hours(6), end: start + hours(7), consultationId: undefined },
  ]);
  await expect(readApart({ text: '<html>', span })).rejects.toMatchObject({ code: 'not_a_calendar' });
});
