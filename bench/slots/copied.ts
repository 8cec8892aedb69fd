import { DateTime, Interval } from 'luxon';
import type { SlotQuestion } from '#domain/slots.ts';

interface CopiedSlot {
  date: string;
  startTime: string | null;
  endTime: string | null;
  available: boolean;
  lawyerTime: string | null;
}

/**
 * The algorithm that booking systems copy from each other, for comparison only: day by day with luxon, a cursor through
 * each window, each candidate against every booking, and both labels by conversion of zone. It knows no merged windows,
 * no windows across midnight and no rule for clock changes.
 */
export function copiedSlots(question: SlotQuestion, clientZone: string): CopiedSlot[] {
  const { rules, durationMinutes, bufferMinutes, booked, now } = question;
  const zone = rules.timezone;
  const slots: CopiedSlot[] = [];
  const last = DateTime.fromISO(question.to, { zone });
  const earliest = DateTime.fromMillis(now).plus({ minutes: Math.max(rules.minNoticeMinutes, 2) });
  const horizon = DateTime.fromMillis(now, { zone }).plus({ days: rules.maxAdvanceDays }).endOf('day');

  for (let day = DateTime.fromISO(question.from, { zone }); day <= last; day = day.plus({ days: 1 })) {
    const isoDate = day.toISODate() ?? '';
    const overrides = rules.overrides.filter(
      ({ startDate, endDate }) => startDate <= isoDate && isoDate <= endDate,
    );
    if (overrides.some(({ kind }) => kind === 'blocked' || kind === 'holiday')) continue;
    const custom = overrides.filter(({ kind }) => kind === 'custom_hours');
    const windows = custom.length
      ? custom
      : rules.windows.filter(({ dayOfWeek }) => dayOfWeek === day.weekday % 7);

    for (const window of windows) {
      let cursor = day.startOf('day').plus({ minutes: window.startMinute ?? 0 });
      const windowEnd = day.startOf('day').plus({ minutes: window.endMinute ?? 0 });
      while (cursor.plus({ minutes: durationMinutes }) <= windowEnd) {
        const slotEnd = cursor.plus({ minutes: durationMinutes });
        const slot = Interval.fromDateTimes(cursor, slotEnd.plus({ minutes: bufferMinutes }));
        const isTaken = booked.some((booking) =>
          slot.overlaps(
            Interval.fromDateTimes(
              DateTime.fromMillis(booking.startAt, { zone }),
              DateTime.fromMillis(booking.blockEndAt, { zone }),
            ),
          ),
        );
        const isBlocked = overrides
          .filter(({ kind }) => kind === 'partial_block')
          .some(({ startMinute = 0, endMinute = 0 }) =>
            slot.overlaps(
              Interval.fromDateTimes(
                day.startOf('day').plus({ minutes: startMinute }),
                day.startOf('day').plus({ minutes: endMinute }),
              ),
            ),
          );
        if (!isTaken && !isBlocked && cursor >= earliest && cursor <= horizon) {
          const shown = { suppressMilliseconds: true };
          const client = cursor.setZone(clientZone);
          slots.push({
            date: client.toISODate() ?? '',
            startTime: client.toISO(shown),
            endTime: slotEnd.setZone(clientZone).toISO(shown),
            available: true,
            lawyerTime: cursor.toISO(shown),
          });
        }
        cursor = cursor.plus({ minutes: rules.stepMinutes });
      }
    }
  }
  return slots;
}
