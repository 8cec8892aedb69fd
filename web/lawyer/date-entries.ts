import { datesWords } from '#web/i18n/dates.ts';
import type { Availability, Travel } from '#web/requests/own-hours.ts';
import { dateRulesOf, overridesOf, sentOf, withoutRule, withoutTravel } from './date-rules.ts';
import type { DateRule } from './date-rules.ts';
import type { DateRange } from './date-range.ts';
import { named, ruleText, zoneText } from './hours-text.ts';
import type { Edit } from './use-change.ts';

/** One line of the list of dates: a rule, a journey, or temporary hours, which have their editor on another page. */
export interface DateEntry extends DateRange {
  key: string;
  text: string;
  rule?: DateRule;
  travel?: Travel;
  /** Taking it away, and putting it back; neither for what is changed on a page of its own. */
  undoable?: { remove: Edit; restore: Edit };
  /** That page. */
  href?: string;
}

/** Everything that has dates of its own, in their order. */
export function dateEntriesOf(availability: Availability): DateEntry[] {
  const { overrides, travel, temporaryHours } = availability;
  const entries = [
    ...dateRulesOf(overrides).map(ruleEntry),
    ...travel.map(travelEntry),
    ...temporaryHours.map(({ id, name = '', startDate, endDate }) => ({
      key: id ?? startDate,
      startDate,
      endDate,
      href: '/lawyer/hours#temporary',
      text: name === '' ? datesWords().list.temporary : named(datesWords().list.temporary, name),
    })),
  ];
  return entries.toSorted((a, b) => a.startDate.localeCompare(b.startDate));
}

function ruleEntry(rule: DateRule): DateEntry {
  const { startDate, endDate, ids, importedYear } = rule;
  if (importedYear !== undefined) {
    const href = `/lawyer/holidays?year=${importedYear}`;
    return { key: ids.join(' '), startDate, endDate, text: ruleText(rule), href, rule };
  }
  return {
    key: ids.join(' '),
    startDate,
    endDate,
    text: ruleText(rule),
    rule,
    undoable: {
      remove: (current) => ({ overrides: withoutRule(current, rule) }),
      restore: (current) => ({
        overrides: [...current.overrides.map(sentOf), ...overridesOf({ ...rule, ids: [] })],
      }),
    },
  };
}

function travelEntry(travel: Travel): DateEntry {
  const { id, startDate, endDate, timezone } = travel;
  return {
    key: id,
    startDate,
    endDate,
    text: datesWords().list.travel(zoneText(timezone)),
    travel,
    undoable: {
      remove: (current) => ({ travel: withoutTravel(current, id) }),
      restore: (current) => ({ travel: [...current.travel, { startDate, endDate, timezone }] }),
    },
  };
}
