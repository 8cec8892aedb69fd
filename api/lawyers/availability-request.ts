import type { Static } from 'typebox';
import { isSameOverride } from '#db/availability-entries.ts';
import type { GivenOverride, RulesChange } from '#db/availability-entries.ts';
import type { LawyerAvailability } from '#db/availability.ts';
import { availabilityFaults } from '#domain/availability-faults.ts';
import type { AvailabilityRules } from '#domain/availability.ts';
import type { Fault } from '#domain/problem.ts';
import { invalidRequest } from '#api/http/problems.ts';
import type { AvailabilityChange, ScheduleChange, TemporaryHoursChange } from './availability-schemas.ts';

/** The given fields as the rules that are kept; absent ones stay as they are. */
export function rulesOf(change: Static<typeof AvailabilityChange>): RulesChange {
  const {
    instantBookingEnabled,
    minNoticeHours,
    limits,
    schedules,
    temporaryHours,
    overrides,
    travel,
    ...same
  } = change;
  return {
    ...same,
    ...(instantBookingEnabled !== undefined && { instantBooking: instantBookingEnabled }),
    ...(minNoticeHours !== undefined && { minNoticeMinutes: minNoticeHours * 60 }),
    ...(limits && { limitPerDay: limits.perDay, limitPerWeek: limits.perWeek }),
    ...(schedules && { windows: schedules.map(windowOf) }),
    ...(temporaryHours && { temporaryHours: temporaryHours.map(ruleOfTemporaryHours) }),
    ...(overrides && { overrides: overrides.map(ruleOfOverride) }),
    ...(travel && { travel: travel.map((journey) => ({ ...journey, ...ownId(journey) })) }),
  };
}

type SentOverride = NonNullable<Static<typeof AvailabilityChange>['overrides']>[number];

export function ruleOfOverride(override: SentOverride): GivenOverride {
  const { type, startTime, endTime, importedYear: _, ...same } = override;
  return {
    ...same,
    ...ownId(override),
    kind: type,
    ...(startTime !== undefined && { startMinute: minuteOf(startTime) }),
    ...(endTime !== undefined && { endMinute: minuteOf(endTime) }),
  };
}

function ruleOfTemporaryHours({ schedules, ...same }: Static<typeof TemporaryHoursChange>) {
  return { ...same, ...ownId(same), windows: schedules.map(windowOf) };
}

/** As Postgres writes it: the same id may come in capitals. */
function ownId({ id }: { id?: string }): { id?: string } {
  return id === undefined ? {} : { id: id.toLowerCase() };
}

function windowOf({ dayOfWeek, startTime, endTime }: Static<typeof ScheduleChange>) {
  return { dayOfWeek, startMinute: minuteOf(startTime), endMinute: minuteOf(endTime) };
}

/** The fields of the rules by the names that the request has for them. */
const requestNames: Readonly<Record<string, string>> = {
  windows: 'schedules',
  startMinute: 'startTime',
  endMinute: 'endTime',
  minNoticeMinutes: 'minNoticeHours',
  limitPerDay: 'limits/perDay',
  limitPerWeek: 'limits/perWeek',
  kind: 'type',
};

/** What is wrong with the rules as a whole, each fault where the request has it. */
function requestFaults(rules: AvailabilityRules): Fault[] {
  return availabilityFaults(rules).map(({ pointer, detail }) => {
    const names = pointer.split('/').map((name) => requestNames[name] ?? name);
    return { pointer: `/body${names.join('/')}`, detail };
  });
}

/** Refuses a change that could not be kept, and names all that is wrong with it. */
export function requireSoundChange(
  kept: LawyerAvailability,
  change: Static<typeof AvailabilityChange>,
): RulesChange {
  const faults = changeFaults(kept, change);
  if (faults.length > 0) throw invalidRequest(faults);
  return rulesOf(change);
}

export function changeFaults(kept: LawyerAvailability, change: Static<typeof AvailabilityChange>): Fault[] {
  return [...notYet(change), ...requestFaults({ ...kept, ...rulesOf(change) })];
}

/** The overrides with one more; its faults stand where its own request has them. */
export function requireSoundOverride(kept: LawyerAvailability, override: GivenOverride): RulesChange {
  // Sent again after a lost answer, it changes nothing.
  if (kept.overrides.some((old) => isSameOverride(old, override))) return {};
  const overrides = [...kept.overrides, override];
  const own = `/body/overrides/${kept.overrides.length}`;
  const faults = requestFaults({ ...kept, overrides }).map(({ pointer, detail }) => ({
    pointer: pointer.replace(own, '/body').replace('/body/overrides', '/body'),
    detail,
  }));
  if (faults.length > 0) throw invalidRequest(faults);
  return { overrides };
}

/** What the schema knows and the rest of Majlis does not yet. */
function notYet({ instantBookingEnabled }: Static<typeof AvailabilityChange>): Fault[] {
  if (instantBookingEnabled !== false) return [];
  const detail = 'must be true: approval by hand is not offered yet';
  return [{ pointer: '/body/instantBookingEnabled', detail }];
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
