/** Tells the person at the terminal one line. */
export type Say = (line: string) => void;

const EVERY_MS = 15_000;

/** Runs a step that may take long: says that it begins, that it goes on, and how long it took. */
export async function withProgress<Result>(
  say: Say,
  what: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  say(`${what} …`);
  const result = await whileWaiting(say, what, run);
  say(`${what}: done in ${durationSince(startedAt)}.`);
  return result;
}

/** Runs a step that is short as a rule, and says every quarter of a minute that it is still waited for. */
export async function whileWaiting<Result>(
  say: Say,
  what: string,
  run: () => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  const timer = setInterval(() => say(`${what} … ${durationSince(startedAt)} so far`), EVERY_MS);
  try {
    return await run();
  } finally {
    clearInterval(timer);
  }
}

function durationSince(startedAt: number): string {
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
