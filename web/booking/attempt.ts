/**
 * One attempt to book, or to cancel, has one Idempotency-Key. The key stays through every retry of the same content, so that a lost
 * answer costs nothing; a refusal or another content ends the attempt, and the next one gets a new key.
 */
export interface Attempt {
  key: string;
  /** What was sent, to the letter. */
  content: string;
}

/** The attempt for this content: the one under way, or a new one. */
export function attemptFor(content: string, underWay: Attempt | undefined, newKey: () => string): Attempt {
  return underWay?.content === content ? underWay : { key: newKey(), content };
}

export function readAttempt(storage: Pick<Storage, 'getItem'>): Attempt | undefined {
  try {
    const kept: Attempt | null = JSON.parse(storage.getItem(KEY) ?? 'null');
    return kept ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepAttempt(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  attempt: Attempt | undefined,
): void {
  try {
    if (attempt) storage.setItem(KEY, JSON.stringify(attempt));
    else storage.removeItem(KEY);
  } catch {
    // The attempt lives in memory then, and a reload starts another.
  }
}

const KEY = 'majlis.attempt';
