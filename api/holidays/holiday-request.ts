import T from 'typebox';
import type { Static } from 'typebox';
import type { GivenOverride } from '#db/availability-entries.ts';
import type { LawyerAvailability } from '#db/availability.ts';
import { availabilityFaults } from '#domain/availability-faults.ts';
import { holidayFaults, holidaysMax, mergeHolidays } from '#domain/holidays.ts';
import type { Holiday } from '#domain/holidays.ts';
import { LocalDate, Name, Strict } from '#api/http/schema-parts.ts';
import { invalidRequest } from '#api/http/problems.ts';
import { readHolidayFile } from './holiday-reader.ts';

export const HolidayList = Strict(
  {
    holidays: T.Array(
      Strict({
        startDate: LocalDate,
        endDate: T.Optional({ ...LocalDate, description: 'Included; absent: the holiday has one date.' }),
        name: Name(80),
      }),
      { maxItems: holidaysMax },
    ),
  },
  { examples: [{ holidays: [{ startDate: '2026-12-02', endDate: '2026-12-03', name: 'National Day' }] }] },
);
export type HolidayList = Static<typeof HolidayList>;

/** The holidays that a request gives for a year, as a list or as the text of a calendar file. */
export async function holidaysOf(
  body: HolidayList | string | undefined | null,
  year: number,
): Promise<Holiday[]> {
  if (body === undefined || body === null) throw unreadable('is missing');
  if (typeof body !== 'string') return soundList(body, year);
  const outcome = await readHolidayFile({ text: body, year });
  if ('fault' in outcome) throw unreadable(outcome.fault);
  return outcome.holidays;
}

export function unreadable(detail: string) {
  return invalidRequest([{ pointer: '/body', detail }]);
}

function soundList({ holidays }: HolidayList, year: number): Holiday[] {
  const list = holidays.map(({ startDate, endDate = startDate, name }) => ({ startDate, endDate, name }));
  const faults = holidayFaults(list, year, '/body/holidays');
  if (faults.length > 0) throw invalidRequest(faults);
  return list;
}

/** The overrides with these holidays in place of those that were imported for the year before. */
export function withHolidays(
  kept: LawyerAvailability,
  year: number,
  holidays: readonly Holiday[],
): { overrides: readonly GivenOverride[] } {
  const others = kept.overrides.filter(({ importedYear }) => importedYear !== year);
  const imported = mergeHolidays(holidays).map(
    (holiday) => ({ ...holiday, kind: 'holiday', importedYear: year }) as const,
  );
  const overrides = [...others, ...imported];
  const faults = availabilityFaults({ ...kept, overrides }).filter(({ pointer }) => pointer === '/overrides');
  // Of the rest each was sound before; what can be wrong is how many they are together.
  if (faults.length > 0) throw invalidRequest(faults.map(({ detail }) => ({ pointer: '/body', detail })));
  return { overrides };
}
