import { dayOfWeekOf } from '#domain/local-date.ts';
import type { Availability, TemporaryHours, Travel } from '#web/requests/own-hours.ts';
import { dateRulesOf } from './date-rules.ts';
import type { DateRule } from './date-rules.ts';

/** What decides the hours of a date, the strongest first: closed beats other hours, and those beat any week. */
export type DateKind = 'blocked' | 'holiday' | 'custom_hours' | 'temporary' | 'open' | 'closed';

export interface DateState {
  kind: DateKind;
  /** What its rule is called; empty when it has no name. */
  name: string;
  /** When it is open; none on a closed date. */
  windows: readonly { startTime: string; endTime: string }[];
  /** Parts that are taken away. */
  blocks: readonly { startTime: string; endTime: string }[];
  travel: Travel | undefined;
  temporary: TemporaryHours | undefined;
  /** Every rule that names the date. */
  rules: readonly DateRule[];
}

/** How the dates look to their lawyer; the rules are grouped once for all of them. */
export function createDateStates(availability: Availability): (date: string) => DateState {
  const all = dateRulesOf(availability.overrides);
  return (date) => {
    const isOn = ({ startDate, endDate }: { startDate: string; endDate: string }) =>
      startDate <= date && date <= endDate;
    const rules = all.filter(isOn);
    const temporary = availability.temporaryHours.find(isOn);
    return {
      ...hoursOf(availability, { date, rules, temporary }),
      blocks: windowsOf(rules, 'partial_block'),
      travel: availability.travel.find(isOn),
      temporary,
      rules,
    };
  };
}

function hoursOf(
  { schedules }: Availability,
  {
    date,
    rules,
    temporary,
  }: { date: string; rules: readonly DateRule[]; temporary: TemporaryHours | undefined },
): Pick<DateState, 'kind' | 'name' | 'windows'> {
  const closing =
    rules.find(({ type }) => type === 'blocked') ?? rules.find(({ type }) => type === 'holiday');
  if (closing) {
    return { kind: closing.type === 'holiday' ? 'holiday' : 'blocked', name: closing.name, windows: [] };
  }
  const custom = rules.find(({ type }) => type === 'custom_hours');
  if (custom) {
    return { kind: 'custom_hours', name: custom.name, windows: windowsOf(rules, 'custom_hours') };
  }
  const ofDay = (temporary?.schedules ?? schedules).filter(
    ({ dayOfWeek }) => dayOfWeek === dayOfWeekOf(date),
  );
  const kind = temporary ? 'temporary' : ofDay.length > 0 ? 'open' : 'closed';
  return { kind, name: temporary?.name ?? '', windows: ofDay };
}

function windowsOf(rules: readonly DateRule[], wanted: DateRule['type']) {
  return rules.filter(({ type }) => type === wanted).flatMap(({ windows }) => windows);
}
