import { parentPort, workerData } from 'node:worker_threads';
import { HolidayFileFault, holidaysIn } from './holiday-file.ts';
import type { Holiday } from '#domain/holidays.ts';

export interface HolidayOrder {
  text: string;
  year: number;
}
export type HolidayOutcome = { holidays: Holiday[] } | { fault: string };

function outcomeOf({ text, year }: HolidayOrder): HolidayOutcome {
  try {
    return { holidays: holidaysIn(text, year) };
  } catch (error) {
    if (error instanceof HolidayFileFault) return { fault: error.message };
    throw error;
  }
}

parentPort?.postMessage(outcomeOf(workerData));
