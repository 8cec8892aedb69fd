import type { Slot } from '#web/requests/availability.ts';

/** The free times by the client's local date. */
export function byDate(slots: readonly Slot[]): ReadonlyMap<string, Slot[]> {
  const days = new Map<string, Slot[]>();
  for (const slot of slots) {
    if (!slot.available) continue;
    const day = days.get(slot.date);
    if (day) day.push(slot);
    else days.set(slot.date, [slot]);
  }
  return days;
}
