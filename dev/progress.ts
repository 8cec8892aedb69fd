/** Tells the person at the terminal one line. */
export type Say = (line: string) => void;

const EVERY_MS = 15_000;

/** Runs a step that may take long: says that it begins, every quarter of a minute that it goes on, and how long it took. */
export async function withProgress<Result>(
  say: Say,
  what: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  say(`${what} …`);
  const timer = setInterval(() => say(`${what} … ${durationSince(startedAt)} so far`), EVERY_MS);
  try {
    const result = await run();
    say(`${what}: done in ${durationSince(startedAt)}.`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

function durationSince(startedAt: number): string {
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
