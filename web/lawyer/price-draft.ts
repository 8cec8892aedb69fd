import { bookableTypes } from '#domain/consultation.ts';
import type { ConsultationType } from '#domain/consultation.ts';
import type { PriceChange, PriceEntry } from '#web/requests/pricing.ts';

/** What a lawyer asks for one type, as the form holds it. */
export interface PriceDraft {
  consultationType: ConsultationType;
  isActive: boolean;
  basis: 'fixed' | 'hourly';
  /** In dirhams, as it is typed. */
  amount: string;
  durations: readonly number[];
  /** Kept as they were: the page does not show them. */
  rest: Pick<PriceEntry, 'bufferMinutes' | 'minNoticeHours' | 'stepMinutes'>;
}

export type PriceFault = 'amount' | 'durations';

const AMOUNT_MIN = 2;
const AMOUNT_MAX = 100_000;

export function priceDrafts(entries: readonly PriceEntry[]): PriceDraft[] {
  return bookableTypes.map((consultationType) => {
    const entry = entries.find((known) => known.consultationType === consultationType);
    const { bufferMinutes, minNoticeHours, stepMinutes } = entry ?? {};
    const amountMinor = entry?.fixedFee ?? entry?.hourlyRate;
    return {
      consultationType,
      isActive: entry?.isActive ?? false,
      basis: entry?.fixedFee === undefined ? 'hourly' : 'fixed',
      amount: amountMinor === undefined ? '' : String(amountMinor / 100),
      durations: entry?.durations ?? [],
      rest: {
        ...(bufferMinutes === undefined ? {} : { bufferMinutes }),
        ...(minNoticeHours === undefined ? {} : { minNoticeHours }),
        ...(stepMinutes === undefined ? {} : { stepMinutes }),
      },
    };
  });
}

/** A type that is not offered and was never filled in is no fault. */
export function priceFaults({ isActive, amount, durations }: PriceDraft): PriceFault[] {
  if (!isActive && amount === '') return [];
  const dirhams = Number(amount);
  const isAmount = amount !== '' && dirhams >= AMOUNT_MIN && dirhams <= AMOUNT_MAX;
  return [...(isAmount ? [] : ['amount' as const]), ...(durations.length > 0 ? [] : ['durations' as const])];
}

/** The price list to send; what was never filled in stays out of it. */
export function priceChanges(drafts: readonly PriceDraft[]): PriceChange[] {
  return drafts
    .filter(({ amount, durations }) => amount !== '' && durations.length > 0)
    .map(({ consultationType, isActive, basis, amount, durations, rest }) => ({
      consultationType,
      isActive,
      currency: 'AED',
      durations: durations.toSorted((a, b) => a - b),
      [basis === 'fixed' ? 'fixedFee' : 'hourlyRate']: Math.round(Number(amount) * 100),
      ...rest,
    }));
}
