import { signal } from '@preact/signals';

/** How far the server's clock is ahead of this device's, in milliseconds: a hold must not seem over on a wrong clock. */
let aheadMs = 0;

/** Under this a difference says more about the way of the answer than about the clock. */
const NOISE_MS = 2_000;

export function heardServerTime(dateHeader: string | null): void {
  if (dateHeader === null) return;
  const difference = Date.parse(dateHeader) - Date.now();
  if (Number.isFinite(difference)) aheadMs = Math.abs(difference) < NOISE_MS ? 0 : difference;
}

/** The server's time, as near as this device can tell. */
export function serverNow(): number {
  return Date.now() + aheadMs;
}

/** Ticks once a second while somebody reads it in a component. */
export const now = signal(serverNow(), {
  watched() {
    this.value = serverNow();
    ticking = setInterval(() => {
      this.value = serverNow();
    }, 1_000);
  },
  unwatched() {
    clearInterval(ticking);
  },
});

let ticking: ReturnType<typeof setInterval> | undefined;
