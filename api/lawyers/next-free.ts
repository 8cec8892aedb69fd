import { setImmediate } from 'node:timers/promises';
import { cutPassed, findKeptStates, keepFreeLists, listUnknown, NEVER } from '#db/next-free.ts';
import type { WorkedLists } from '#db/next-free.ts';
import { listOffers } from '#db/offers.ts';
import type { Offer } from '#db/offers.ts';
import { basePriceOf } from '#domain/fees.ts';
import type { Instant } from '#domain/instant.ts';
import { nextSlot } from '#domain/slots.ts';
import { bookingsAhead } from '#api/booking/next-slot.ts';
import type { ApiDeps } from '#api/deps.ts';
import { freeListsOf } from './free-list.ts';

/** The first time that can be booked, with what. */
export interface FirstSlot {
  offer: Offer;
  durationMinutes: number;
  startAt: Instant;
}

export interface WorkedOut {
  offers: Offer[];
  /** Undefined when nothing is free. */
  first: FirstSlot | undefined;
}

/** Which offers count: those that the search is about. */
export type Wanted = (offer: Offer) => boolean;

/** So many lawyers are read at a time: the rows of one query are parsed in one go. */
const batchSize = 10;
/** So long the engine works before others get their turn. */
const turnMs = 4;
const everybodyMax = 100_000;

/** The first of these offers' shortest durations; of two at the same time, the one that costs less. */
export function firstSlotOf(offers: readonly Offer[], now: Instant): FirstSlot | undefined {
  return offers
    .flatMap((offer): FirstSlot[] => {
      const durationMinutes = Math.min(...offer.durations);
      const slot = nextSlot({ ...offer, durationMinutes, now });
      return slot ? [{ offer, durationMinutes, startAt: slot.startAt }] : [];
    })
    .toSorted((a, b) => a.startAt - b.startAt || priceOf(a) - priceOf(b))
    .at(0);
}

function priceOf({ offer, durationMinutes }: FirstSlot): number {
  return basePriceOf(offer.fee, durationMinutes);
}

/** The work on what is kept in `next_free`, for one process. */
export function createNextFree(db: ApiDeps['db']) {
  let catchingUp: Promise<void> | undefined;

  /** What these lawyers offer, and what of it is free first: the truth, as a booking would be judged. */
  async function workOut(
    ids: readonly string[],
    { now, isWanted }: { now: Instant; isWanted: Wanted },
  ): Promise<Map<string, WorkedOut>> {
    const found = new Map<string, WorkedOut>();
    await eachLawyer(db, ids, now, (lawyerId, offers) => {
      found.set(lawyerId, { offers, first: firstSlotOf(offers.filter(isWanted), now) });
    });
    return found;
  }

  /** Keeps the lists of these lawyers, as they are at that time. */
  async function refresh(ids: readonly string[], asOf: Instant): Promise<void> {
    for (let at = 0; at < ids.length; at += batchSize) {
      const batch = ids.slice(at, at + batchSize);
      const states = new Map((await findKeptStates(db, batch)).map((state) => [state.lawyerId, state]));
      const worked: WorkedLists[] = [];
      await eachLawyer(db, batch, asOf, (lawyerId, offers) => {
        const state = states.get(lawyerId);
        if (state) worked.push({ state, lists: freeListsOf(offers, asOf) });
      });
      await keepFreeLists(db, worked);
    }
  }

  /** Takes out of all lists what has passed before this time. */
  async function cut(before: Instant): Promise<void> {
    for (let round = 0; round < 100; round += 1) if ((await cutPassed(db, before)) === 0) return;
  }

  /** Works out all that is not known. Who comes while it goes on waits for the same work. */
  function catchUp(asOf: Instant): Promise<void> {
    catchingUp ??= refreshUnknown(asOf).finally(() => {
      catchingUp = undefined;
    });
    return catchingUp;
  }

  async function refreshUnknown(asOf: Instant): Promise<void> {
    let afterId = '00000000-0000-0000-0000-000000000000';
    for (let seen = 0; seen < everybodyMax;) {
      const ids = await listUnknown(db, { asOf, afterId, limit: 500 });
      const last = ids.at(-1);
      if (last === undefined) return;
      await refresh(ids, asOf);
      afterId = last;
      seen += ids.length;
    }
  }

  return { workOut, refresh, catchUp, cut };
}

export type NextFreeWork = ReturnType<typeof createNextFree>;

export function keyOf(first: FirstSlot | undefined): Instant {
  return first?.startAt ?? NEVER;
}

/** Works lawyer by lawyer, and lets others in between: thousands of slots in one go would hold up every answer. */
async function eachLawyer(
  db: ApiDeps['db'],
  ids: readonly string[],
  now: Instant,
  work: (lawyerId: string, offers: Offer[]) => void,
): Promise<void> {
  let turnEndsAt = performance.now() + turnMs;
  for (let at = 0; at < ids.length; at += batchSize) {
    const lawyerIds = ids.slice(at, at + batchSize);
    const offers = await listOffers(db, { lawyerIds, span: bookingsAhead(now) });
    const byLawyer = Map.groupBy(offers, ({ lawyerId }) => lawyerId);
    for (const id of lawyerIds) {
      if (performance.now() >= turnEndsAt) {
        await setImmediate();
        turnEndsAt = performance.now() + turnMs;
      }
      work(id, byLawyer.get(id) ?? []);
    }
  }
}
