import { Worker } from 'node:worker_threads';
import { CalendarFailure } from './calendar-failure.ts';
import type { CalendarFailureCode } from './calendar-failure.ts';
import type { BusyTime, ReadingSpan } from './provider.ts';

/** The largest file that is taken needs a few seconds. */
const patienceMs = 20_000;
const memoryMb = 384;

export interface IcsQuestion {
  text: string;
  span: ReadingSpan;
}

export type IcsAnswer = { busy: BusyTime[] } | { code: CalendarFailureCode };

/**
 * `busyTimesIn`, in a thread of its own: a file that somebody else made can keep a processor busy for seconds, and in this
 * process money is waiting. Neither its time nor its memory is without an end.
 */
export async function readApart(question: IcsQuestion): Promise<BusyTime[]> {
  const thread = new Worker(new URL('./ics-thread.ts', import.meta.url), {
    workerData: question,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  try {
    const answer = await answerOf(thread);
    if ('busy' in answer) return answer.busy;
    throw new CalendarFailure(answer.code);
  } finally {
    await thread.terminate();
  }
}

function answerOf(thread: Worker): Promise<IcsAnswer> {
  return new Promise((resolve) => {
    const giveUp = () => resolve({ code: 'calendar_too_large' });
    const timer = setTimeout(giveUp, patienceMs);
    thread.once('message', resolve);
    // Out of memory, or a fault of the library that no file should be able to cause.
    thread.once('error', giveUp);
    thread.once('exit', () => clearTimeout(timer));
  });
}
