import { send } from './send.ts';

export interface Slot {
  /** The client's local date. */
  date: string;
  startTime: string;
  endTime: string;
  available: boolean;
  lawyerTime: string;
}

export interface SlotsAnswer {
  slots: Slot[];
  clientTimezone: string;
  lawyerTimezone: string;
  durationMinutes: number;
  totalPrice: number;
  currency: string;
  nextAvailable: string | null;
}

export interface SlotsQuestion {
  lawyerId: string;
  startDate: string;
  endDate: string;
  consultationType: string;
  durationMinutes: number;
  clientTimezone: string;
}

export async function listSlots(
  { lawyerId, ...query }: SlotsQuestion,
  signal?: AbortSignal,
): Promise<SlotsAnswer> {
  return send('GET', `/api/lawyers/${lawyerId}/availability/slots`, { query, ...(signal ? { signal } : {}) });
}
