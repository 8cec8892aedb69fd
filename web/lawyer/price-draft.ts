import { bookableTypes } from '#domain/consultation.ts';
import type { ConsultationType } from '#domain/consultation.ts';
import type { PriceChange } from '#web/requests/own-prices.ts';
import type { PriceEntry } from '#web/requests/pricing.ts';

/** The rules that a type has for itself; absent: as in general. */
export type OwnRules = Pick<PriceEntry, 'bufferMinutes' | 'minNoticeHours' | 'stepMinutes'>;

/** What a lawyer asks for one type, as the form holds it. */
export interface PriceDraft {
  consultationType: ConsultationType;
  isActive: boolean;
  basis: 'fixed' | 'hourly';
  /** In dirhams, as it is typed. */
  amount: string;
  durations: readonly number[];
  own: OwnRules;
}

export type PriceFault = 'amount' | 'durations' | 'tooLittle';

const AMOUNT_MIN = 2;
const AMOUNT_MAX = 100_000;
export const durationsMax = 8;
export const durationBounds = { min: 5, max: 480 };

export function priceDrafts(entries: readonly PriceEntry[]): PriceDraft[] {
  return bookableTypes.map((consultationType) => {
    const entry = entries.find((known) => known.consultationType === consultationType);
    const amountMinor = entry?.fixedFee ?? entry?.hourlyRate;
    return {
      consultationType,
      isActive: entry?.isActive ?? false,
      basis: entry?.fixedFee === undefined ? 'hourly' : 'fixed',
      amount: amountMinor === undefined ? '' : String(amountMinor / 100),
      durations: entry?.durations ?? [],
      own: ownRulesOf(entry),
    };
  });
}

function ownRulesOf(entry: PriceEntry | undefined): OwnRules {
  const { bufferMinutes, minNoticeHours, stepMinutes } = entry ?? {};
  return {
    ...(bufferMinutes === undefined ? {} : { bufferMinutes }),
    ...(minNoticeHours === undefined ? {} : { minNoticeHours }),
    ...(stepMinutes === undefined ? {} : { stepMinutes }),
  };
}

/** With one of its own rules set, or taken back to the general one. */
export function withOwnRule(
  { own }: PriceDraft,
  name: keyof OwnRules,
  value: number | undefined,
): Pick<PriceDraft, 'own'> {
  const { [name]: _, ...rest } = own;
  return { own: value === undefined ? rest : { ...rest, [name]: value } };
}

/** A type that is not offered and was never filled in is no fault. */
export function priceFaults({ isActive, basis, amount, durations }: PriceDraft): PriceFault[] {
  if (!isActive && amount === '') return [];
  const dirhams = Number(amount);
  const isAmount = amount !== '' && dirhams >= AMOUNT_MIN && dirhams <= AMOUNT_MAX;
  const isTooLittle = isAmount && basis === 'hourly' && (dirhams * Math.min(...durations)) / 60 < AMOUNT_MIN;
  return [
    ...(isAmount ? [] : ['amount' as const]),
    ...(isTooLittle ? ['tooLittle' as const] : []),
    ...(durations.length > 0 ? [] : ['durations' as const]),
  ];
}

/** The price list to send; what was never filled in stays out of it. */
export function priceChanges(drafts: readonly PriceDraft[]): PriceChange[] {
  return drafts
    .filter(({ amount, durations }) => amount !== '' && durations.length > 0)
    .map(({ consultationType, isActive, basis, amount, durations, own }) => ({
      consultationType,
      isActive,
      currency: 'AED',
      durations: durations.toSorted((a, b) => a - b),
      [basis === 'fixed' ? 'fixedFee' : 'hourlyRate']: Math.round(Number(amount) * 100),
      ...own,
    }));
}
