import type { Static } from 'typebox';
import type { ChangedFields, RecordedChange } from '#db/availability-changes.ts';
import { overrideView, schedulesView, temporaryHoursView, travelView } from './availability-view.ts';
import type { Change } from './change-schemas.ts';
import { priceView } from './pricing-view.ts';

type Change = Static<typeof Change>;

export function changeOf({ id, kind, version, by, at, before, after }: RecordedChange): Change {
  return {
    id: String(id),
    kind,
    version,
    by,
    at: at.toISOString(),
    before: fieldsOf(before),
    after: fieldsOf(after),
  };
}

/** By the names that the hours and prices have in the API. */
function fieldsOf(fields: ChangedFields): Change['before'] {
  const { timezone, bufferMinutes, stepMinutes, maxAdvanceDays, isActive, reminderMinutes } = fields;
  const { minNoticeMinutes, instantBooking, limitPerDay, limitPerWeek } = fields;
  const { windows, temporaryHours, travel, overrides, prices } = fields;
  return {
    ...(timezone !== undefined && { timezone }),
    ...(bufferMinutes !== undefined && { bufferMinutes }),
    ...(stepMinutes !== undefined && { stepMinutes }),
    ...(maxAdvanceDays !== undefined && { maxAdvanceDays }),
    ...(isActive !== undefined && { isActive }),
    ...(reminderMinutes && { reminderMinutes: [...reminderMinutes] }),
    ...(minNoticeMinutes !== undefined && { minNoticeHours: minNoticeMinutes / 60 }),
    ...(instantBooking !== undefined && { instantBookingEnabled: instantBooking }),
    ...limitsOf(limitPerDay, limitPerWeek),
    ...(windows && { schedules: schedulesView(windows) }),
    ...(temporaryHours && { temporaryHours: temporaryHours.map((hours) => temporaryHoursView(hours, true)) }),
    ...(travel && { travel: travel.map(travelView) }),
    ...(overrides && { overrides: overrides.map((override) => overrideView(override, true)) }),
    ...(prices && { prices: prices.map(priceView) }),
  };
}

/** Null is a limit that was not there, undefined one that stayed. */
function limitsOf(perDay: number | null | undefined, perWeek: number | null | undefined): Change['before'] {
  if (perDay === undefined && perWeek === undefined) return {};
  return {
    limits: {
      ...(typeof perDay === 'number' && { perDay }),
      ...(typeof perWeek === 'number' && { perWeek }),
    },
  };
}
