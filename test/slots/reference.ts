import { DateTime } from 'luxon';
import type { MinuteRange, Override } from '#domain/availability.ts';
import type { SlotReason } from '#domain/slot-reason.ts';
import type { SlotQuestion } from '#domain/slots.ts';
import { grainMinutes, grainMs, plusDays } from './walls.ts';
import type { Scene } from './walls.ts';

/**
 * The rules of time told a second time, as slowly and plainly as they are written: five minutes after five minutes.
 * It shares no code with what it checks. Answers why each start of the grid on the dates asked for is not offered.
 */
export function referenceReasons(question: SlotQuestion, scene: Scene): Map<number, SlotReason | undefined> {
  const { rules, from, to } = question;
  const diary = diaryOf(question, scene);
  const answers = new Map<number, SlotReason | undefined>();
  for (const [position, date] of diary.dates.entries()) {
    const own = diary.beginningOn(date);
    const later = diary.dates.slice(position + 1).flatMap((other) => [...diary.beginningOn(other)]);
    const end = later.reduce((least, index) => Math.min(least, index), Infinity);
    let elapsed = 0;
    for (const index of [...own].toSorted((a, b) => a - b)) {
      elapsed = own.has(index - 1) ? elapsed + grainMinutes : 0;
      const shownOn = diary.dateAt(index);
      if (elapsed % rules.stepMinutes !== 0 || index >= end || shownOn < from || shownOn > to) continue;
      answers.set(scene.first + index * grainMs, reasonAt(index, question, { scene, diary }));
    }
  }
  return answers;
}

type Diary = ReturnType<typeof diaryOf>;

/** The lawyer's dates: what begins on them, what is blocked, and which grain belongs to which. */
function diaryOf({ rules }: SlotQuestion, scene: Scene) {
  const dates = Array.from({ length: 13 }, (_, n) => plusDays(scene.date, n - 6));
  const lasts = (each: { startDate: string; endDate: string }, date: string) =>
    each.startDate <= date && date <= each.endDate;
  const zoneOn = (date: string) => rules.travel.find((each) => lasts(each, date))?.timezone ?? rules.timezone;
  const kindsOn = (date: string, kind: Override['kind']) =>
    rules.overrides.filter((each) => each.kind === kind && lasts(each, date));

  // A date begins when its own zone says so, but not before the date ahead of it has begun.
  const begun = dates.map((date) => scene.wallIn(zoneOn(date)).begun(date));
  const begins = begun.map((index, n) => Math.max(index, begun[n - 1] ?? 0));
  const dateAt = (index: number) => dates[begins.findLastIndex((begin) => begin <= index)] ?? '';

  const closureOf = (date: string) =>
    (['blocked', 'holiday'] as const).find((kind) => kindsOn(date, kind).length > 0);
  const grainsOf = (date: string, { startMinute = 0, endMinute = 0 }: Partial<MinuteRange>) => {
    const { reading } = scene.wallIn(zoneOn(date));
    const first = reading(date, startMinute, 'first');
    const isNextDate = endMinute <= startMinute || endMinute === 1440;
    const end = reading(isNextDate ? plusDays(date, 1) : date, endMinute % 1440, 'last');
    return Array.from({ length: Math.max(0, end - first) }, (_, n) => first + n);
  };
  const rangesOn = (date: string): Partial<MinuteRange>[] => {
    const custom = kindsOn(date, 'custom_hours');
    if (custom.length > 0)
      return custom.map(({ startMinute = 0, endMinute = 0 }) => ({ startMinute, endMinute }));
    const week = rules.temporaryHours.find((each) => lasts(each, date))?.windows ?? rules.windows;
    const weekday = DateTime.fromISO(date, { zone: 'utc' }).weekday % 7;
    return week.filter(({ dayOfWeek }) => dayOfWeek === weekday);
  };

  const beginning = new Map(
    dates.map((date) => [
      date,
      new Set(closureOf(date) ? [] : rangesOn(date).flatMap((range) => grainsOf(date, range))),
    ]),
  );
  const blocked = new Set(
    dates.flatMap((date) =>
      kindsOn(date, 'partial_block').flatMap(({ startMinute = 0, endMinute = 0 }) =>
        grainsOf(date, { startMinute, endMinute }),
      ),
    ),
  );
  const beginningOn = (date: string) => beginning.get(date) ?? new Set<number>();
  const isOpen = (index: number) =>
    !closureOf(dateAt(index)) && dates.some((date) => beginningOn(date).has(index));
  return { dates, dateAt, beginningOn, blocked, closureOf, isOpen };
}

function reasonAt(
  index: number,
  question: SlotQuestion,
  { scene, diary }: { scene: Scene; diary: Diary },
): SlotReason | undefined {
  const { rules, now, booked, clientBusy = [], calendarBusy = [], calendarReadAt } = question;
  const start = scene.first + index * grainMs;
  const end = start + question.durationMinutes * 60_000;
  const blockEnd = end + question.bufferMinutes * 60_000;
  const meets = (until: number, other: { start: number; end: number }) =>
    other.start < other.end && start < other.end && other.start < until;
  const grainsUntil = (until: number) =>
    Array.from({ length: (until - start) / grainMs }, (_, n) => index + n);
  const during = grainsUntil(end);
  const grainOf = (at: number) => Math.floor((at - scene.first) / grainMs);

  if (booked.some((each) => meets(end, { start: each.startAt, end: each.endAt ?? each.blockEndAt }))) {
    return 'booked';
  }
  if (booked.some((each) => meets(blockEnd, { start: each.startAt, end: each.blockEndAt }))) return 'buffer';
  if (clientBusy.some((each) => meets(end, each))) return 'client_busy';
  const notice = Math.max(rules.minNoticeMinutes, rules.instantBooking ? 2 : 360);
  if (start < now + notice * 60_000) return 'notice';
  const date = diary.dateAt(index);
  if (date > plusDays(diary.dateAt(grainOf(now)), rules.maxAdvanceDays)) return 'horizon';
  const closures = new Set(during.map((each) => diary.closureOf(diary.dateAt(each))));
  if (closures.has('blocked')) return 'blocked';
  if (grainsUntil(blockEnd).some((each) => diary.blocked.has(each))) return 'blocked';
  if (closures.has('holiday')) return 'holiday';
  if (!rules.isActive || !during.every((each) => diary.isOpen(each))) return 'closed';
  if (calendarReadAt !== undefined && now - calendarReadAt > 12 * 3_600_000) return 'calendar';
  if (calendarBusy.some((each) => meets(blockEnd, each))) return 'calendar';
  const bookedDates = booked.map((each) => diary.dateAt(grainOf(each.startAt)));
  const onDate = bookedDates.filter((each) => each === date).length;
  const inWeek = bookedDates.filter((each) => weekOf(each) === weekOf(date)).length;
  if (onDate >= (rules.limitPerDay ?? Infinity) || inWeek >= (rules.limitPerWeek ?? Infinity)) return 'limit';
  return undefined;
}

const weeks = new Map<string, string>();

function weekOf(date: string): string {
  const week = weeks.get(date) ?? DateTime.fromISO(date, { zone: 'utc' }).toFormat('kkkk-WW');
  weeks.set(date, week);
  return week;
}
