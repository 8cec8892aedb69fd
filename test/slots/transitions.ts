import { DateTime } from 'luxon';

/** A change of the clock of a zone: offsets in minutes, the moment in epoch milliseconds. */
export interface Transition {
  zone: string;
  at: number;
  before: number;
  after: number;
}

const week = 7 * 86_400_000;

/** Every change of every zone that the runtime knows, from one date to another. */
export function transitionsBetween(from: string, to: string): Transition[] {
  const [start, end] = [from, to].map((date) => DateTime.fromISO(date, { zone: 'utc' }).toMillis());
  return Intl.supportedValuesOf('timeZone').flatMap((zone) =>
    transitionsOf(zone, { start: start ?? 0, end: end ?? 0 }),
  );
}

/** One zone for each change that differs from the others in moment or offsets. */
export function differentOnes(transitions: readonly Transition[]): Transition[] {
  return [...new Map(transitions.map((each) => [`${each.at} ${each.before} ${each.after}`, each])).values()];
}

function transitionsOf(zone: string, { start, end }: { start: number; end: number }): Transition[] {
  const offsetAt = (at: number) => DateTime.fromMillis(at, { zone }).offset;
  const found: Transition[] = [];
  let before = offsetAt(start);
  for (let at = start; at < end; at += week) {
    const after = offsetAt(at + week);
    if (after !== before) found.push({ zone, at: changeBetween(at, at + week, offsetAt), before, after });
    before = after;
  }
  return found;
}

function changeBetween(from: number, to: number, offsetAt: (at: number) => number): number {
  const old = offsetAt(from);
  let [before, after] = [from, to];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle) === old) before = middle;
    else after = middle;
  }
  return after;
}
