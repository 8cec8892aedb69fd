import type { ConsultationType } from '#domain/consultation.ts';
import { basePriceOf, priceOf } from '#domain/fees.ts';
import type { Price } from '#domain/fees.ts';
import { bps, minor } from '#domain/money.ts';
import { send } from './send.ts';

export interface PriceRow {
  consultationType: ConsultationType;
  fixedFee?: number;
  hourlyRate?: number;
  durations: number[];
  currency: string;
  isActive: boolean;
}

/** One thing that can be booked: a type, for so long, at a price. */
export interface Offer extends Price {
  consultationType: ConsultationType;
  durationMinutes: number;
  currency: string;
}

export async function listOffers(lawyerId: string, signal: AbortSignal): Promise<Offer[]> {
  const { data } = await send<{ data: PriceRow[] }>('GET', '/api/lawyers/pricing', {
    query: { lawyerId },
    signal,
  });
  return data.filter(({ isActive }) => isActive).flatMap(offersOf);
}

function offersOf({ consultationType, fixedFee, hourlyRate, durations, currency }: PriceRow): Offer[] {
  return durations.map((durationMinutes) => ({
    ...priceOf({
      basePriceMinor: basePriceOf(
        {
          fixedFeeMinor: fixedFee === undefined ? undefined : minor(fixedFee),
          hourlyRateMinor: hourlyRate === undefined ? undefined : minor(hourlyRate),
        },
        durationMinutes,
      ),
      platformFeeBps: bps(1000),
      vatBps: bps(500),
    }),
    consultationType,
    durationMinutes,
    currency,
  }));
}
