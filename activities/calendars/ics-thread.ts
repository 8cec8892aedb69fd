import { parentPort, workerData } from 'node:worker_threads';
import { CalendarFailure } from './calendar-failure.ts';
import { busyTimesIn } from './ics-busy.ts';
import type { IcsAnswer, IcsQuestion } from './ics-reader.ts';

/** The thread of `ics-reader.ts`: one question, one answer. */
function answerTo({ text, span }: IcsQuestion): IcsAnswer {
  try {
    return { busy: busyTimesIn(text, span) };
  } catch (error) {
    return { code: error instanceof CalendarFailure ? error.code : 'not_a_calendar' };
  }
}

parentPort?.postMessage(answerTo(workerData));
