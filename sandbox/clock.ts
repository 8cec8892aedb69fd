/** The sandbox's own time: it can be moved forward, so that holds, authorisations and rooms end while somebody watches. */
export interface Clock {
  nowMs: () => number;
  nowSeconds: () => number;
  /** Moves the clock forward; it never goes back, as nothing that has ended may begin again. */
  advance: (ms: number) => void;
  offsetMs: () => number;
}

export function createClock(wallClock: () => number = Date.now, offset = 0): Clock {
  let offsetMs = offset;
  return {
    nowMs: () => wallClock() + offsetMs,
    nowSeconds: () => Math.floor((wallClock() + offsetMs) / 1000),
    advance: (ms) => {
      offsetMs += Math.max(0, ms);
    },
    offsetMs: () => offsetMs,
  };
}
