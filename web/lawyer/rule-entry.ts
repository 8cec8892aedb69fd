import type { Availability } from '#web/requests/own-hours.ts';
import { isTooLong } from './date-range.ts';
import type { DateRange } from './date-range.ts';
import { dateRuleKinds, hasTimes, withRule, withTravel } from './date-rules.ts';
import type { DateEntry } from './date-entries.ts';
import type { Edit } from './use-change.ts';
import { windowFaults } from './week.ts';
import type { TimeWindow } from './week.ts';

export const entryKinds = [...dateRuleKinds, 'travel', 'temporary'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** A rule for some dates, as its form holds it. */
export interface RuleEntry extends DateRange {
  kind: EntryKind;
  name: string;
  windows: readonly TimeWindow[];
  timezone: string;
  /** Of the overrides, or of the journey, that are changed; none for a new one. */
  ids: readonly string[];
}

export function blankEntry(dates: DateRange | undefined, current: Availability, kind: EntryKind): RuleEntry {
  return {
    kind,
    startDate: dates?.startDate ?? '',
    endDate: dates?.endDate ?? '',
    name: '',
    windows: [{ startTime: '10:00', endTime: '12:00' }],
    timezone: current.timezone,
    ids: [],
  };
}

export function entryOf({ rule, travel }: DateEntry, current: Availability): RuleEntry {
  if (travel) {
    const { id, startDate, endDate, timezone } = travel;
    return { ...blankEntry({ startDate, endDate }, current, 'travel'), timezone, ids: [id] };
  }
  const dates = rule && { startDate: rule.startDate, endDate: rule.endDate };
  const blank = blankEntry(dates, current, rule?.type ?? 'blocked');
  if (!rule) return blank;
  const windows = rule.windows.length > 0 ? rule.windows : blank.windows;
  return { ...blank, name: rule.name, windows, ids: rule.ids };
}

export type EntryFault = 'dates' | 'order' | 'long' | 'times' | 'travel';

/** What is wrong with it, by the control that has to be looked at. */
export function entryFaults(entry: RuleEntry, current: Availability): Partial<Record<EntryFault, true>> {
  const { kind, startDate, endDate, windows, ids } = entry;
  const isDated = startDate !== '' && endDate !== '';
  const isOrdered = isDated && startDate <= endDate;
  const isTravelling = current.travel.some(
    (other) => !ids.includes(other.id) && startDate <= other.endDate && other.startDate <= endDate,
  );
  return {
    ...(isDated ? {} : { dates: true }),
    ...(isDated && !isOrdered ? { order: true } : {}),
    ...(isOrdered && isTooLong(entry) ? { long: true } : {}),
    ...(kind === 'travel' && isOrdered && isTravelling ? { travel: true } : {}),
    ...(isTimed(kind) && !isWhole(windows) ? { times: true } : {}),
  };
}

export function isTimed(kind: EntryKind): boolean {
  return kind !== 'travel' && kind !== 'temporary' && hasTimes(kind);
}

function isWhole(windows: readonly TimeWindow[]): boolean {
  return windows.length > 0 && windowFaults(windows).every((fault) => fault === undefined);
}

/** What it changes when it is saved. Temporary hours are set up elsewhere. */
export function editOf(entry: RuleEntry): Edit {
  const { kind, startDate, endDate, name, windows, timezone, ids } = entry;
  if (kind === 'temporary') return () => ({});
  if (kind === 'travel') {
    const [id] = ids;
    const journey = { startDate, endDate, timezone, ...(id === undefined ? {} : { id }) };
    return (current) => ({ travel: withTravel(current, journey) });
  }
  return (current) => ({
    overrides: withRule(current, {
      type: kind,
      startDate,
      endDate,
      name,
      windows: hasTimes(kind) ? windows : [],
      ids,
    }),
  });
}
