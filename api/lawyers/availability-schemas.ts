import T from 'typebox';
import {
  availabilityBounds as bounds,
  overridesMax,
  temporaryHoursMax,
  travelMax,
} from '#domain/availability-faults.ts';
import { windowsPerDayMax } from '#domain/window-faults.ts';
import { overrideKinds } from '#domain/availability.ts';
import {
  Instant,
  LocalDate,
  Name,
  OneOf,
  Strict,
  Uuid,
  WallTime,
  WallTimeEnd,
  Zone,
  ZoneName,
} from '#api/http/schema-parts.ts';
import { ConsultationTypeChoice, StatusChoice } from '#api/consultations/consultation-schemas.ts';

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

/** What the lawyer calls it; nobody else sees it. */
const OwnName = T.Optional(Name(80, { description: 'For the lawyer only.' }));

export const ScheduleChange = Strict({ dayOfWeek: DayOfWeek, startTime: WallTime, endTime: WallTimeEnd });
const Schedules = T.Array(ScheduleChange, { maxItems: 7 * windowsPerDayMax });

const overrideFields = {
  type: OverrideType,
  startDate: LocalDate,
  endDate: LocalDate,
  startTime: T.Optional(WallTime),
  endTime: T.Optional(WallTimeEnd),
  name: OwnName,
};

/** So that what was read can be sent back as it is. */
const ReadImportedYear = T.Optional(
  T.Integer({ minimum: 2000, maximum: 2100, description: 'As it was read; sending it changes nothing.' }),
);

export const NewOverride = Strict(overrideFields, {
  examples: [{ type: 'holiday', startDate: '2026-12-02', endDate: '2026-12-03' }],
});

const TravelChange = Strict({
  id: T.Optional(Uuid),
  startDate: LocalDate,
  endDate: LocalDate,
  timezone: Zone,
});

export const TemporaryHoursChange = Strict({
  id: T.Optional(Uuid),
  name: OwnName,
  startDate: LocalDate,
  endDate: LocalDate,
  schedules: Schedules,
});

const changeFields = {
  timezone: T.Optional(Zone),
  bufferMinutes: T.Optional(whole(bounds.bufferMinutes)),
  instantBookingEnabled: T.Optional(T.Boolean()),
  maxAdvanceDays: T.Optional(whole(bounds.maxAdvanceDays)),
  minNoticeHours: T.Optional(Hours),
  stepMinutes: T.Optional(whole(bounds.stepMinutes)),
  isActive: T.Optional(T.Boolean()),
  reminderMinutes: T.Optional(ReminderMinutes),
  limits: T.Optional(Strict(Limits, { description: 'A limit that is absent is taken away.' })),
  travel: T.Optional(T.Array(TravelChange, { maxItems: travelMax })),
  temporaryHours: T.Optional(T.Array(TemporaryHoursChange, { maxItems: temporaryHoursMax })),
  schedules: T.Optional(Schedules),
  overrides: T.Optional(
    T.Array(Strict({ id: T.Optional(Uuid), ...overrideFields, importedYear: ReadImportedYear }), {
      maxItems: overridesMax,
    }),
  ),
};

const example = {
  bufferMinutes: 15,
  schedules: [
    { dayOfWeek: 1, startTime: '09:00', endTime: '13:00' },
    { dayOfWeek: 1, startTime: '14:00', endTime: '18:00' },
  ],
};

export const AvailabilityChange = Strict(changeFields, { examples: [example] });

/** A change that is only tried. */
export const AvailabilityDraft = Strict(
  {
    ...changeFields,
    consultationType: T.Optional(ConsultationTypeChoice),
    durationMinutes: T.Optional(T.Integer({ minimum: 5, maximum: 480 })),
  },
  { examples: [{ ...example, consultationType: 'video', durationMinutes: 60 }] },
);

const WallTimeText = T.String({ examples: ['09:00'] });

export const Override = T.Object({
  id: Uuid,
  type: OverrideType,
  startDate: T.String(),
  endDate: T.String(),
  startTime: T.Optional(WallTimeText),
  endTime: T.Optional(WallTimeText),
  name: T.Optional(T.String({ description: 'For the lawyer only.' })),
  importedYear: T.Optional(
    T.Integer({
      description: 'For the lawyer only: of a public holiday, the year with which it was imported.',
    }),
  ),
});

const ScheduleView = T.Array(
  T.Object({ dayOfWeek: T.Integer(), startTime: WallTimeText, endTime: WallTimeText }),
);

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
  temporaryHours: T.Array(
    T.Object({
      id: Uuid,
      name: T.Optional(T.String({ description: 'For the lawyer only.' })),
      startDate: T.String(),
      endDate: T.String(),
      schedules: ScheduleView,
    }),
  ),
  schedules: ScheduleView,
  overrides: T.Array(Override, { description: 'For others than the lawyer every closed date is `blocked`.' }),
});

/** A live consultation that lies outside the hours. It stays as it was agreed. */
export const Conflict = T.Object({
  id: Uuid,
  consultationNumber: T.String(),
  status: StatusChoice,
  scheduledAt: Instant,
  endsAt: Instant,
});
/** At most those among the next thousand consultations. */
export const Conflicts = T.Array(Conflict);

/** Four hundred overrides with names in Arabic, and twenty weeks of their own, are more than other bodies may have. */
export const HOURS_BYTES_MAX = 256 * 1024;

/** The hours, and the version that a change of them names as If-Match. */
export const IfMatch = T.Object({
  'if-match': T.Optional(
    T.String({ description: 'Required: the ETag that you have read.', examples: ['"3"'], maxLength: 1000 }),
  ),
});
