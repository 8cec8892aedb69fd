import type { AvailabilityRules, Override, TemporaryHours, Travel } from './availability.ts';
import { dateRangeFaults, sharedDateFaults } from './date-range-faults.ts';
import type { Fault } from './problem.ts';
import { isWithin, rangeFaults, weekFaults } from './window-faults.ts';
import { isIanaZone } from './zone.ts';

/** Bounds of what a lawyer may enter; each keeps a loop or a list short. */
export const availabilityBounds = {
  bufferMinutes: { min: 0, max: 240 },
  stepMinutes: { min: 5, max: 240 },
  minNoticeMinutes: { min: 0, max: 43_200 },
  maxAdvanceDays: { min: 1, max: 365 },
  limitPerDay: { min: 1, max: 100 },
  limitPerWeek: { min: 1, max: 700 },
} as const;
export const overridesMax = 400;
export const temporaryHoursMax = 20;
export const travelMax = 50;

/** What is wrong with the rules, each with a pointer into them; none when they can be kept. */
export function availabilityFaults(rules: AvailabilityRules): Fault[] {
  const { windows, overrides, temporaryHours, travel } = rules;
  return [
    ...zoneFaults(rules.timezone, '/timezone'),
    ...numberFaults(rules),
    ...weekFaults(windows, '/windows'),
    ...overrides.flatMap((override, index) => overrideFaults(override, `/overrides/${index}`)),
    ...crowdFaults(overrides, overridesMax, '/overrides'),
    ...temporaryHours.flatMap((hours, index) => temporaryHoursFaults(hours, `/temporaryHours/${index}`)),
    ...sharedDateFaults(temporaryHours, '/temporaryHours'),
    ...crowdFaults(temporaryHours, temporaryHoursMax, '/temporaryHours'),
    ...travel.flatMap((journey, index) => travelFaults(journey, `/travel/${index}`)),
    ...sharedDateFaults(travel, '/travel'),
    ...crowdFaults(travel, travelMax, '/travel'),
  ];
}

const boundedNames = [
  'bufferMinutes',
  'stepMinutes',
  'minNoticeMinutes',
  'maxAdvanceDays',
  'limitPerDay',
  'limitPerWeek',
] as const;

function numberFaults(rules: AvailabilityRules): Fault[] {
  return boundedNames.flatMap((name) => {
    const { min, max } = availabilityBounds[name];
    const value = rules[name];
    if (value === undefined || isWithin(value, min, max)) return [];
    return [{ pointer: `/${name}`, detail: `Must be a whole number from ${min} to ${max}` }];
  });
}

function overrideFaults(override: Override, pointer: string): Fault[] {
  const { kind, startMinute, endMinute } = override;
  const faults = dateRangeFaults(override, pointer);
  const hasTimes = kind === 'custom_hours' || kind === 'partial_block';
  if (hasTimes) return [...faults, ...rangeFaults(override, pointer)];
  if (startMinute === undefined && endMinute === undefined) return faults;
  return [...faults, { pointer, detail: 'Closes whole dates and takes no times; use partial_block' }];
}

function temporaryHoursFaults(hours: TemporaryHours, pointer: string): Fault[] {
  return [...dateRangeFaults(hours, pointer), ...weekFaults(hours.windows, `${pointer}/windows`)];
}

function travelFaults(journey: Travel, pointer: string): Fault[] {
  return [...dateRangeFaults(journey, pointer), ...zoneFaults(journey.timezone, `${pointer}/timezone`)];
}

function zoneFaults(timezone: string, pointer: string): Fault[] {
  return isIanaZone(timezone) ? [] : [{ pointer, detail: 'Not an IANA time zone' }];
}

function crowdFaults(list: readonly unknown[], max: number, pointer: string): Fault[] {
  return list.length > max ? [{ pointer, detail: `At most ${max}` }] : [];
}
