import T from 'typebox';
import { availabilityBounds as bounds, overridesMax } from '#domain/availability-faults.ts';
import { windowsPerDayMax } from '#domain/window-faults.ts';
import { overrideKinds } from '#domain/availability.ts';
import {
  Instant,
  LocalDate,
  OneOf,
  Strict,
  Uuid,
  WallTime,
  WallTimeEnd,
  Zone,
  ZoneName,
} from '#api/http/schema-parts.ts';

const whole = ({ min, max }: { min: number; max: number }) => T.Integer({ minimum: min, maximum: max });
/** Quarters of an hour, and exact minutes. */
const Hours = T.Number({ minimum: 0, maximum: bounds.minNoticeMinutes.max / 60, multipleOf: 0.25 });
const DayOfWeek = T.Integer({ minimum: 0, maximum: 6, description: '0 is Sunday.' });
const OverrideType = OneOf(overrideKinds);
const Limits = {
  perDay: T.Optional(whole(bounds.limitPerDay)),
  perWeek: T.Optional(whole(bounds.limitPerWeek)),
};
const ReminderMinutes = T.Array(T.Integer({ minimum: 1, maximum: 20_160 }), {
  maxItems: 5,
  uniqueItems: true,
});

export const ScheduleChange = Strict({ dayOfWeek: DayOfWeek, startTime: WallTime, endTime: WallTimeEnd });

const overrideFields = {
  type: OverrideType,
  startDate: LocalDate,
  endDate: LocalDate,
  startTime: T.Optional(WallTime),
  endTime: T.Optional(WallTimeEnd),
};

export const NewOverride = Strict(overrideFields, {
  examples: [{ type: 'holiday', startDate: '2026-12-02', endDate: '2026-12-03' }],
});

const TravelChange = Strict({ startDate: LocalDate, endDate: LocalDate, timezone: Zone });

export const AvailabilityChange = Strict(
  {
    timezone: T.Optional(Zone),
    bufferMinutes: T.Optional(whole(bounds.bufferMinutes)),
    instantBookingEnabled: T.Optional(T.Boolean()),
    maxAdvanceDays: T.Optional(whole(bounds.maxAdvanceDays)),
    minNoticeHours: T.Optional(Hours),
    stepMinutes: T.Optional(whole(bounds.stepMinutes)),
    isActive: T.Optional(T.Boolean()),
    reminderMinutes: T.Optional(ReminderMinutes),
    limits: T.Optional(Strict(Limits, { description: 'A limit that is absent is taken away.' })),
    travel: T.Optional(T.Array(TravelChange, { maxItems: 50 })),
    schedules: T.Optional(T.Array(ScheduleChange, { maxItems: 7 * windowsPerDayMax })),
    overrides: T.Optional(
      T.Array(Strict({ id: T.Optional(Uuid), ...overrideFields }), { maxItems: overridesMax }),
    ),
  },
  {
    examples: [
      {
        bufferMinutes: 15,
        schedules: [
          { dayOfWeek: 1, startTime: '09:00', endTime: '13:00' },
          { dayOfWeek: 1, startTime: '14:00', endTime: '18:00' },
        ],
      },
    ],
  },
);

const WallTimeText = T.String({ examples: ['09:00'] });

export const Override = T.Object({
  id: Uuid,
  type: OverrideType,
  startDate: T.String(),
  endDate: T.String(),
  startTime: T.Optional(WallTimeText),
  endTime: T.Optional(WallTimeText),
});

export const Availability = T.Object({
  timezone: ZoneName,
  bufferMinutes: T.Integer(),
  instantBookingEnabled: T.Boolean(),
  maxAdvanceDays: T.Integer(),
  minNoticeHours: T.Number(),
  stepMinutes: T.Integer(),
  isActive: T.Boolean(),
  reminderMinutes: T.Optional(T.Array(T.Integer(), { description: 'For the lawyer only.' })),
  limits: T.Optional(
    T.Object(
      { perDay: T.Optional(T.Integer()), perWeek: T.Optional(T.Integer()) },
      { description: 'For the lawyer only.' },
    ),
  ),
  travel: T.Array(T.Object({ id: Uuid, startDate: T.String(), endDate: T.String(), timezone: ZoneName })),
  schedules: T.Array(T.Object({ dayOfWeek: T.Integer(), startTime: WallTimeText, endTime: WallTimeText })),
  overrides: T.Array(Override, { description: 'For others than the lawyer every closed date is `blocked`.' }),
});

/** Consultations that lie outside the new hours. They stay as they were agreed. */
export const Conflicts = T.Array(
  T.Object({ id: Uuid, consultationNumber: T.String(), scheduledAt: Instant, endsAt: Instant }),
);
