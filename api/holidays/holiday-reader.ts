import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { HolidayOrder, HolidayOutcome } from './holiday-thread.ts';

/** A file of a megabyte takes a tenth of this; a rule made to repeat for ever takes all of it. */
const readMsMax = 3000;

/** The holidays of a calendar file, read beside the event loop and never for longer than a few seconds. */
export async function readHolidayFile(order: HolidayOrder): Promise<HolidayOutcome> {
  const thread = new Worker(new URL('./holiday-thread.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  try {
    const [outcome]: HolidayOutcome[] = await once(thread, 'message', {
      signal: AbortSignal.timeout(readMsMax),
    });
    if (!outcome) throw new Error('the thread said nothing');
    return outcome;
  } catch (error) {
    const isTooMuch = isNamed(error, 'AbortError') || isNamed(error, 'ERR_WORKER_OUT_OF_MEMORY');
    if (isTooMuch) return { fault: 'takes too long to read: its events repeat too often' };
    throw error;
  } finally {
    await thread.terminate();
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && (error.name === name || Reflect.get(error, 'code') === name);
}
