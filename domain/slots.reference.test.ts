import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { randomCases } from '#test/setup/cases.ts';
import { questions } from '#test/slots/questions.ts';
import { referenceReasons } from '#test/slots/reference.ts';
import { grainMs, plusDays } from '#test/slots/walls.ts';
import { datesOf, lawyerDateAt } from './availability-dates.ts';
import { minutes, overlaps } from './instant.ts';
import { dayOf } from './local-date.ts';
import { labelSlots } from './slot-labels.ts';
import { bookedSpan, isOfferable, nextSlot, slotsOf } from './slots.ts';
import type { SlotQuestion } from './slots.ts';

const startsOf = (question: SlotQuestion) => slotsOf(question).map(({ startAt }) => startAt);
const reasonsOf = (question: SlotQuestion) =>
  new Map(slotsOf({ ...question, explain: true }).map(({ startAt, reason }) => [startAt, reason]));

describe('the slots of a lawyer', { timeout: minutes(10) }, () => {
  it('are those of the rules read plainly, and refused for the same reasons', () => {
    fc.assert(
      fc.property(questions, ({ question, scene }) => {
        const plain = referenceReasons(question, scene);
        const offered = [...plain].filter(([, reason]) => reason === undefined).map(([startAt]) => startAt);
        expect(startsOf(question)).toEqual(offered);
        const explained = reasonsOf(question);
        expect([...plain.keys()].map((startAt) => explained.get(startAt))).toEqual([...plain.values()]);
      }),
      randomCases(),
    );
  });

  it('pass isOfferable, and no other time does', () => {
    const several = fc.array(fc.nat(), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(questions, several, ({ question }, picks) => {
        const { from, to, ...terms } = question;
        const { startOf } = datesOf(question.rules);
        const [start, end] = [startOf(dayOf(from)), startOf(dayOf(to) + 1)];
        const shown = reasonsOf(question);
        const offered = new Set(startsOf(question));
        // A date that a zone has left out altogether, such as Apia's 30 December 2011, has no times to ask for.
        const grains = (end - start) / grainMs;
        const asked = grains < 1 ? [] : picks.map((pick) => start + Math.floor(pick % grains) * grainMs);
        for (const startAt of [...asked, ...[...shown.keys()].slice(0, 12), ...[...offered].slice(0, 12)]) {
          const reason = isOfferable({ ...terms, startAt });
          expect(reason === undefined).toBe(offered.has(startAt));
          expect(shown.has(startAt) ? shown.get(startAt) : reason).toBe(reason);
        }
      }),
      randomCases(),
    );
  });

  it('keep clear of everything that is taken', () => {
    fc.assert(
      fc.property(questions, ({ question }) => {
        const { booked, clientBusy = [], calendarBusy = [] } = question;
        const blocked = booked.map((each) => ({ start: each.startAt, end: each.blockEndAt }));
        for (const { startAt, endAt } of slotsOf(question)) {
          const slot = { start: startAt, end: endAt };
          const withBuffer = { start: startAt, end: endAt + minutes(question.bufferMinutes) };
          expect([...blocked, ...calendarBusy].filter((each) => overlaps(each, withBuffer))).toEqual([]);
          expect(clientBusy.filter((each) => overlaps(each, slot))).toEqual([]);
        }
      }),
      randomCases(),
    );
  });

  it('are the same instants whatever the zone of the client', () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    fc.assert(
      fc.property(questions, zone, ({ question: { rules, ...question } }, clientZone) => {
        const slots = slotsOf({ rules, ...question });
        const labels = labelSlots(slots, { clientZone, rules });
        const read = (text: string) => DateTime.fromISO(text).toMillis();
        expect(labels.map(({ startTime }) => read(startTime))).toEqual(slots.map(({ startAt }) => startAt));
        expect(labels.map(({ endTime }) => read(endTime))).toEqual(slots.map(({ endAt }) => endAt));
        expect(labels.map(({ lawyerTime }) => read(lawyerTime))).toEqual(slots.map(({ startAt }) => startAt));
      }),
      randomCases(),
    );
  });

  it('do not depend on the order of bookings, windows and overrides', () => {
    fc.assert(
      fc.property(questions, ({ question }) => {
        const { rules, booked, calendarBusy } = question;
        const reversed = {
          ...question,
          booked: booked.toReversed(),
          calendarBusy: calendarBusy?.toReversed(),
          rules: {
            ...rules,
            windows: rules.windows.toReversed(),
            overrides: rules.overrides.toReversed(),
            temporaryHours: rules.temporaryHours.toReversed(),
            travel: rules.travel.toReversed(),
          },
        };
        expect(slotsOf({ ...reversed, explain: true })).toEqual(slotsOf({ ...question, explain: true }));
      }),
      randomCases(0.3),
    );
  });

  it('are the same asked for together or date by date, in order and each once', () => {
    fc.assert(
      fc.property(questions, ({ question }) => {
        const dates = [0, 1, 2].map((n) => plusDays(question.from, n)).filter((date) => date <= question.to);
        const oneByOne = dates.flatMap((date) =>
          slotsOf({ ...question, from: date, to: date, explain: true }),
        );
        const together = slotsOf({ ...question, explain: true });
        expect(together).toEqual(oneByOne);
        const starts = together.map(({ startAt }) => startAt);
        expect(starts).toEqual([...new Set(starts)].toSorted((a, b) => a - b));
      }),
      randomCases(0.3),
    );
  });

  it('follow from the bookings in bookedSpan alone', () => {
    fc.assert(
      fc.property(questions, ({ question }) => {
        const span = bookedSpan(question.rules, question.from, question.to);
        const booked = question.booked.filter((each) =>
          overlaps({ start: each.startAt, end: each.blockEndAt }, span),
        );
        expect(startsOf({ ...question, booked })).toEqual(startsOf(question));
      }),
      randomCases(0.3),
    );
  });

  it('have the next one as their first', () => {
    fc.assert(
      fc.property(questions, ({ question }) => {
        const today = lawyerDateAt(question.now, question.rules);
        const all = slotsOf({ ...question, from: today, to: plusDays(today, 61) });
        expect(nextSlot(question)?.startAt).toBe(all[0]?.startAt);
      }),
      randomCases(0.2),
    );
  });
});
