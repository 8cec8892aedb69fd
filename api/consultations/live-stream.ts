import { setTimeout } from 'node:timers/promises';

/** One event of a stream (`text/event-stream`), or, without data, a sign of life. */
export interface StreamEvent {
  id: string;
  event: string;
  data: unknown;
}

export interface StreamSource {
  /** Changes whenever `read` would answer something else. */
  stamp: () => Promise<string>;
  read: () => Promise<StreamEvent>;
  /** Whether the reader may still read: asked with each sign of life, so that it ends with the session. */
  isAdmitted: () => Promise<boolean>;
  /** Ends the stream: the reader left, or the process is about to stop. */
  signal: AbortSignal;
  lookEveryMs?: number;
}

const LOOK_EVERY_MS = 1000;
const SIGN_OF_LIFE_EVERY = 15;
/** Ten minutes; a reader that is still there connects again and misses nothing, because it starts with the whole state. */
const LOOKS_MAX = 600;

/** The state now, and again each time it has changed, looked at once a second. */
export async function* liveEvents({
  stamp,
  read,
  isAdmitted,
  signal,
  lookEveryMs = LOOK_EVERY_MS,
}: StreamSource): AsyncGenerator<string> {
  yield 'retry: 2000\n\n';
  let seen: string | undefined;
  for (let look = 1; look <= LOOKS_MAX && !signal.aborted; look += 1) {
    const isDue = look % SIGN_OF_LIFE_EVERY === 0;
    if (isDue && !(await isAdmitted())) return;
    const now = await stamp();
    if (now !== seen) yield eventText(await read());
    else if (isDue) yield ': still here\n\n';
    seen = now;
    await setTimeout(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

function eventText({ id, event, data }: StreamEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
