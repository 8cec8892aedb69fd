import { weekdayName } from '#web/format/weekday.ts';
import { commonWords } from '#web/i18n/common.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import type { Availability, Schedule } from '#web/requests/own-hours.ts';
import { dateRulesOf } from './date-rules.ts';
import { datesText, lengthText, named, ruleText, spansText, zoneText } from './hours-text.ts';
import { daysFromMonday } from './week.ts';

/** One thing that two states of the hours do not agree on, in words; empty where it was, or is, not there. */
export interface Difference {
  /** What of the hours it belongs to. */
  field: keyof Availability | 'prices';
  label: string;
  before: string;
  after: string;
}

type Some = Partial<Availability>;

/** What changed from one state to the other. A state may be partial: a field that neither has says nothing. */
export function differencesOf(before: Some, after: Some): Difference[] {
  return [
    ...weekDifferences(before.schedules, after.schedules),
    ...listDifferences('overrides', ruleTexts(before), ruleTexts(after)),
    ...listDifferences('temporaryHours', temporaryTexts(before), temporaryTexts(after)),
    ...listDifferences('travel', travelTexts(before), travelTexts(after)),
    ...plainDifferences(before, after),
  ];
}

/** How each plain field is said. */
const saying = {
  isActive: ({ isActive }: Some) => yesOrNo(isActive),
  instantBookingEnabled: ({ instantBookingEnabled }: Some) => yesOrNo(instantBookingEnabled),
  timezone: ({ timezone }: Some) => (timezone === undefined ? '' : zoneText(timezone)),
  bufferMinutes: ({ bufferMinutes }: Some) => lengthOf(bufferMinutes),
  stepMinutes: ({ stepMinutes }: Some) => lengthOf(stepMinutes),
  minNoticeHours: ({ minNoticeHours }: Some) =>
    lengthOf(minNoticeHours === undefined ? undefined : minNoticeHours * 60),
  maxAdvanceDays: ({ maxAdvanceDays }: Some) =>
    maxAdvanceDays === undefined ? '' : commonWords().days(maxAdvanceDays),
  limits: ({ limits }: Some) => (limits === undefined ? '' : limitsText(limits)),
  reminderMinutes: ({ reminderMinutes }: Some) =>
    reminderMinutes === undefined ? '' : remindersText(reminderMinutes),
} as const;

const plainFields = [
  'isActive',
  'instantBookingEnabled',
  'timezone',
  'bufferMinutes',
  'stepMinutes',
  'minNoticeHours',
  'maxAdvanceDays',
  'limits',
  'reminderMinutes',
] as const satisfies readonly (keyof typeof saying)[];

function plainDifferences(before: Some, after: Some): Difference[] {
  const { fields } = hoursWords();
  return plainFields
    .map((field) => ({
      field,
      label: fields[field],
      before: saying[field](before),
      after: saying[field](after),
    }))
    .filter((each) => each.before !== each.after);
}

function weekDifferences(before: readonly Schedule[] = [], after: readonly Schedule[] = []): Difference[] {
  const textOf = (schedules: readonly Schedule[], day: number) =>
    spansText(schedules.filter(({ dayOfWeek }) => dayOfWeek === day));
  return daysFromMonday
    .map((day) => ({
      field: 'schedules' as const,
      label: weekdayName(day),
      before: textOf(before, day),
      after: textOf(after, day),
    }))
    .filter((each) => each.before !== each.after);
}

/** What is in one list of texts only; each text is one entry. */
function listDifferences(
  field: 'overrides' | 'temporaryHours' | 'travel',
  before: readonly string[],
  after: readonly string[],
): Difference[] {
  const label = hoursWords().fields[field];
  const gone = before.filter((text) => !after.includes(text));
  const come = after.filter((text) => !before.includes(text));
  return [
    ...gone.map((text) => ({ field, label, before: text, after: '' })),
    ...come.map((text) => ({ field, label, before: '', after: text })),
  ];
}

function ruleTexts({ overrides = [] }: Some): string[] {
  return dateRulesOf(overrides).map((rule) => named(datesText(rule), ruleText(rule)));
}

function temporaryTexts({ temporaryHours = [] }: Some): string[] {
  return temporaryHours.map((each) => {
    const { name = '', schedules } = each;
    const week = daysFromMonday
      .map((day) => ({ day, spans: schedules.filter(({ dayOfWeek }) => dayOfWeek === day) }))
      .filter(({ spans }) => spans.length > 0)
      .map(({ day, spans }) => `${weekdayName(day)} ${spansText(spans)}`);
    const { listComma, week: words } = hoursWords();
    const title = name === '' ? datesText(each) : named(datesText(each), name);
    return `${title}${listComma}${week.length === 0 ? words.closed : week.join(listComma)}`;
  });
}

function travelTexts({ travel = [] }: Some): string[] {
  return travel.map((journey) => named(datesText(journey), zoneText(journey.timezone)));
}

export function remindersText(reminders: readonly number[]): string {
  const words = hoursWords();
  if (reminders.length === 0) return words.rules.none;
  return reminders
    .toSorted((a, b) => b - a)
    .map((minutes) => words.rules.before(lengthText(minutes)))
    .join(words.listComma);
}

function limitsText({ perDay, perWeek }: NonNullable<Availability['limits']>): string {
  const { rules, listComma } = hoursWords();
  const parts = [
    ...(perDay === undefined ? [] : [rules.aDay(perDay)]),
    ...(perWeek === undefined ? [] : [rules.aWeek(perWeek)]),
  ];
  return parts.length === 0 ? rules.noLimit : parts.join(listComma);
}

function lengthOf(minutes: number | undefined): string {
  return minutes === undefined ? '' : lengthText(minutes);
}

function yesOrNo(value: boolean | undefined): string {
  if (value === undefined) return '';
  return value ? commonWords().yes : commonWords().no;
}
