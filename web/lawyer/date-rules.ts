import type { Availability, NewOverride, Override, Travel } from '#web/requests/own-hours.ts';
import type { TimeWindow } from './week.ts';

/** A rule for some dates as people see it: several overrides of the same dates with times of their own are one. */
export interface DateRule {
  type: Override['type'];
  startDate: string;
  endDate: string;
  name: string;
  windows: readonly TimeWindow[];
  /** Of the overrides that it is made of; none while it is not saved. */
  ids: readonly string[];
  /** Of a public holiday that came with a year's list: it is changed there. */
  importedYear?: number;
}

/** What a date rule can be. Travel and temporary hours are rules for dates as well, kept in lists of their own. */
export const dateRuleKinds = ['blocked', 'holiday', 'custom_hours', 'partial_block'] as const;

export function hasTimes(type: DateRule['type']): boolean {
  return type === 'custom_hours' || type === 'partial_block';
}

/** In the order of their dates. */
export function dateRulesOf(overrides: readonly Override[]): DateRule[] {
  const rules = new Map<string, DateRule>();
  for (const override of overrides) {
    const { id, type, startDate, endDate, name = '', startTime, endTime, importedYear } = override;
    const key = hasTimes(type) ? `${type} ${startDate} ${endDate} ${name}` : id;
    const known = rules.get(key) ?? { type, startDate, endDate, name, windows: [], ids: [] };
    const windows =
      startTime === undefined || endTime === undefined
        ? known.windows
        : [...known.windows, { startTime, endTime: endTime === '24:00' ? '00:00' : endTime }];
    const imported = importedYear === undefined ? {} : { importedYear };
    rules.set(key, { ...known, ...imported, windows, ids: [...known.ids, id] });
  }
  return [...rules.values()].toSorted((a, b) => a.startDate.localeCompare(b.startDate));
}

/** As the api keeps it: one override for each of its windows. */
export function overridesOf({ type, startDate, endDate, name, windows, ids }: DateRule): NewOverride[] {
  const around = { type, startDate, endDate, ...(name.trim() === '' ? {} : { name: name.trim() }) };
  const idAt = (index: number) => (ids[index] === undefined ? {} : { id: ids[index] });
  if (!hasTimes(type)) return [{ ...around, ...idAt(0) }];
  return windows.map(({ startTime, endTime }, index) => ({
    ...around,
    startTime,
    endTime: endTime === '00:00' ? '24:00' : endTime,
    ...idAt(index),
  }));
}

/** The overrides that hold, with this rule in place of what it was before. */
export function withRule(current: Availability, rule: DateRule): NewOverride[] {
  return [...withoutRule(current, rule), ...overridesOf(rule)];
}

export function withoutRule({ overrides }: Availability, { ids }: Pick<DateRule, 'ids'>): NewOverride[] {
  return overrides.filter(({ id }) => !ids.includes(id)).map(sentOf);
}

/** Only what a change takes; an answer may say more. */
export function sentOf({ id, type, startDate, endDate, name, startTime, endTime }: Override): NewOverride {
  return {
    id,
    type,
    startDate,
    endDate,
    ...(name === undefined || name === '' ? {} : { name }),
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
  };
}

export type NewTravel = Omit<Travel, 'id'> & { id?: string };

export function withTravel({ travel }: Availability, journey: NewTravel): NewTravel[] {
  return [...travel.filter(({ id }) => id !== journey.id), journey];
}

export function withoutTravel({ travel }: Availability, id: string): NewTravel[] {
  return travel.filter((journey) => journey.id !== id);
}
