import { datesOf } from './availability-dates.ts';
import type { Whereabouts } from './availability-dates.ts';
import { days, minutes } from './instant.ts';
import type { Instant } from './instant.ts';
import { dateOfDay } from './local-date.ts';
import type { LocalDate } from './local-date.ts';
import type { SlotReason } from './slot-reason.ts';
import type { Slot } from './slots.ts';
import { clockOf } from './zone-clock.ts';
import type { OffsetSpan } from './zone-clock.ts';
import { isoAt } from './zone.ts';

/** A slot as people read it, ready for JSON. */
export interface LabelledSlot {
  /** The client's local date. */
  date: LocalDate;
  /** With the client's offset. */
  startTime: string;
  endTime: string;
  available: boolean;
  /** The start with the offset that holds for the lawyer then. */
  lawyerTime: string;
  reason?: string;
}

export interface LabelQuestion {
  clientZone: string;
  /** The lawyer's. */
  rules: Whereabouts;
  /** What is shown for a reason, when not the reason itself. */
  shown?: ((reason: SlotReason) => string) | undefined;
}

/** The slots with what both sides read on their walls. The instants are the same whatever the client's zone. */
export function labelSlots(
  slots: readonly Slot[],
  { clientZone, rules, shown = (reason) => reason }: LabelQuestion,
): LabelledSlot[] {
  const clientStart = createReader(clockOf(clientZone).spanAt);
  const clientEnd = createReader(clockOf(clientZone).spanAt);
  const lawyerStart = createReader(lawyerOffsets(rules));
  return slots.map(({ startAt, endAt, reason }) => {
    const start = clientStart(startAt);
    const label: LabelledSlot = {
      date: start.date,
      startTime: start.date + start.face,
      endTime: textOf(clientEnd(endAt)),
      available: reason === undefined,
      lawyerTime: textOf(lawyerStart(startAt)),
    };
    if (reason) label.reason = shown(reason);
    return label;
  });
}

/** `2026-03-29` and `T09:30:00+04:00`. */
interface Reading {
  date: LocalDate;
  face: string;
}

function textOf({ date, face }: Reading): string {
  return date + face;
}

/** Reads a wall clock, quickest in order of time: the offset is asked for once a day, the date written once. */
function createReader(offsetSpan: (at: Instant) => OffsetSpan): (at: Instant) => Reading {
  let span: OffsetSpan = { offset: 0, start: 0, end: 0 };
  let faces: string[] = [];
  let midnight = NaN;
  let date = '';
  return (at) => {
    if (at < span.start || at >= span.end) {
      span = offsetSpan(at);
      faces = facesOf(span.offset);
    }
    const wall = at + span.offset;
    if (!(wall >= midnight && wall < midnight + days(1))) {
      const day = Math.floor(wall / days(1));
      midnight = days(day);
      date = dateOfDay(day);
    }
    const minute = (wall - midnight) / minutes(1);
    if (!Number.isInteger(minute)) return { date, face: isoAt(at, span.offset).slice(10) };
    return { date, face: (faces[minute] ??= faceOf(minute, span.offset)) };
  };
}

/** The zone that holds on each of the lawyer's dates, and its offset. */
function lawyerOffsets(rules: Whereabouts): (at: Instant) => OffsetSpan {
  const dates = datesOf(rules);
  return (at) => {
    const day = dates.dayAt(at);
    const { offset, start, end } = dates.clockOn(day).spanAt(at);
    return {
      offset,
      start: Math.max(start, dates.startOf(day)),
      end: Math.min(end, dates.startOf(day + 1)),
    };
  };
}

/** The 1440 faces of a clock with that offset, each written when it is first read. The world has some forty offsets. */
const rememberedFaces = new Map<number, string[]>();

function facesOf(offset: number): string[] {
  const remembered = rememberedFaces.get(offset);
  if (remembered) return remembered;
  const faces: string[] = [];
  rememberedFaces.set(offset, faces);
  return faces;
}

function faceOf(minute: number, offset: number): string {
  return isoAt(minutes(minute) - offset, offset).slice(10);
}
