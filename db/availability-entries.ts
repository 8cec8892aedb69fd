import { isDeepStrictEqual } from 'node:util';
import type {
  AvailabilityRules,
  Override,
  TemporaryHours,
  Travel,
  WeeklyWindow,
} from '#domain/availability.ts';
import type { LawyerAvailability } from './availability.ts';
import type { KeptOverride, TemporaryHoursRow, TravelRow } from './offers.ts';

/** Entries as an edit gives them: one with the id of one that is there takes its place. */
export type GivenOverride = Override & { id?: string; name?: string; importedYear?: number | null };
export type GivenTemporaryHours = TemporaryHours & { id?: string; name?: string };
export type GivenTravel = Travel & { id?: string };

/** What an edit gives. Absent fields stay; a limit that is there and undefined is taken away. */
export type RulesChange = Partial<Omit<AvailabilityRules, 'overrides' | 'temporaryHours' | 'travel'>> & {
  overrides?: readonly GivenOverride[];
  temporaryHours?: readonly GivenTemporaryHours[];
  travel?: readonly GivenTravel[];
  reminderMinutes?: readonly number[];
};

type New<Kept extends { id: string }> = Omit<Kept, 'id'> & { id?: string };

/** Rules of which some entries have no row yet. */
export type WantedRules = Omit<LawyerAvailability, 'overrides' | 'temporaryHours' | 'travel'> & {
  overrides: readonly New<KeptOverride>[];
  temporaryHours: readonly New<TemporaryHoursRow>[];
  travel: readonly New<TravelRow>[];
};

/** The rules as they would be after the change. Nothing is written. */
export function wantedRules(kept: LawyerAvailability, change: RulesChange): WantedRules {
  const { windows, overrides, temporaryHours, travel, ...settings } = change;
  return {
    ...kept,
    ...settings,
    windows: windows ? inOrder(windows) : kept.windows,
    overrides: overrides ? wantedOverrides(overrides, kept.overrides) : kept.overrides,
    temporaryHours: temporaryHours
      ? wantedTemporaryHours(temporaryHours, kept.temporaryHours)
      : kept.temporaryHours,
    travel: travel ? wantedTravel(travel, kept.travel) : kept.travel,
  };
}

/** The given overrides as they are kept. One whose dates the lawyer has changed is no longer an imported one. */
function wantedOverrides(
  given: readonly GivenOverride[],
  kept: readonly KeptOverride[],
): New<KeptOverride>[] {
  return matched(given, kept, overrideText).map(({ entry, old }) => ({
    ...idOf(old),
    kind: entry.kind,
    startDate: entry.startDate,
    endDate: entry.endDate,
    ...(entry.startMinute !== undefined && { startMinute: entry.startMinute }),
    ...(entry.endMinute !== undefined && { endMinute: entry.endMinute }),
    name: entry.name ?? '',
    importedYear: entry.importedYear ?? (old && datesOf(old) === datesOf(entry) ? old.importedYear : null),
  }));
}

function wantedTemporaryHours(
  given: readonly GivenTemporaryHours[],
  kept: readonly TemporaryHoursRow[],
): New<TemporaryHoursRow>[] {
  return matched(given, kept, temporaryHoursText).map(({ entry, old }) => ({
    ...idOf(old),
    name: entry.name ?? '',
    startDate: entry.startDate,
    endDate: entry.endDate,
    windows: inOrder(entry.windows),
  }));
}

function wantedTravel(given: readonly GivenTravel[], kept: readonly TravelRow[]): New<TravelRow>[] {
  return matched(given, kept, travelText).map(({ entry, old }) => ({
    ...idOf(old),
    startDate: entry.startDate,
    endDate: entry.endDate,
    timezone: entry.timezone,
  }));
}

/** As they are kept and read. */
function inOrder(windows: readonly WeeklyWindow[]): WeeklyWindow[] {
  return windows
    .map(({ dayOfWeek, startMinute, endMinute }) => ({ dayOfWeek, startMinute, endMinute }))
    .toSorted((a, b) => a.dayOfWeek - b.dayOfWeek || a.startMinute - b.startMinute);
}

/** The entries that go, and those that come; one that was changed is in both. */
export function differenceOf<Old extends { id: string }, Next extends { id?: string }>(
  before: readonly Old[],
  after: readonly Next[],
): { gone: Old[]; come: Next[] } {
  const oldById = new Map<string | undefined, Old>(before.map((entry) => [entry.id, entry]));
  const nextById = new Map<string | undefined, Next>(after.map((entry) => [entry.id, entry]));
  return {
    gone: before.filter((entry) => !isDeepStrictEqual(entry, nextById.get(entry.id))),
    come: after.filter((entry) => !isDeepStrictEqual(entry, oldById.get(entry.id))),
  };
}

/**
 * Each given entry with the one that it takes the place of: that of its id, else one of the same content. An id that is
 * not the lawyer's, or is given twice, names nothing: it would collide with somebody else's row.
 */
function matched<Given extends { id?: string }, Old extends Given & { id: string }>(
  given: readonly Given[],
  kept: readonly Old[],
  textOf: (entry: Given) => string,
): { entry: Given; old: Old | undefined }[] {
  const free = new Map<string | undefined, Old>(kept.map((old) => [old.id, old]));
  const byId = given.map((entry) => {
    const old = free.get(entry.id);
    free.delete(entry.id);
    return { entry, old };
  });
  const alike = Map.groupBy(free.values(), textOf);
  return byId.map(({ entry, old }) => ({ entry, old: old ?? alike.get(textOf(entry))?.pop() }));
}

function idOf(old: { id: string } | undefined): { id?: string } {
  return old ? { id: old.id } : {};
}

function datesOf({ kind, startDate, endDate }: Override): string {
  return `${kind} ${startDate} ${endDate}`;
}

/** Whether both say the same of the same dates, under the same name. */
export function isSameOverride(one: GivenOverride, other: GivenOverride): boolean {
  return overrideText(one) === overrideText(other);
}

function overrideText(entry: GivenOverride): string {
  return `${datesOf(entry)} ${entry.startMinute} ${entry.endMinute} ${entry.name ?? ''}`;
}

function temporaryHoursText({ startDate, endDate, name = '', windows }: GivenTemporaryHours): string {
  return `${startDate} ${endDate} ${JSON.stringify(inOrder(windows))} ${name}`;
}

function travelText({ startDate, endDate, timezone }: GivenTravel): string {
  return `${startDate} ${endDate} ${timezone}`;
}
