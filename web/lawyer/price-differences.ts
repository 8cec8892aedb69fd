import { money } from '#web/format/money.ts';
import { commonWords } from '#web/i18n/common.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { typeName } from '#web/i18n/names.ts';
import type { PriceChange } from '#web/requests/own-prices.ts';
import type { Difference } from './differences.ts';
import { lengthText, named } from './hours-text.ts';

/** An entry of the price list as it was; what clients pay follows from it. */
type Entry = Omit<PriceChange, 'currency'> & { currency: string };

/** What changed in the price list, one line for each type. */
export function priceDifferences(before: readonly Entry[] = [], after: readonly Entry[] = []): Difference[] {
  const types = new Set([...before, ...after].map(({ consultationType }) => consultationType));
  return [...types]
    .map((type) => ({
      field: 'prices' as const,
      label: typeName(type),
      before: textOf(before.find(({ consultationType }) => consultationType === type)),
      after: textOf(after.find(({ consultationType }) => consultationType === type)),
    }))
    .filter((each) => each.before !== each.after);
}

function textOf(entry: Entry | undefined): string {
  if (!entry) return '';
  const { prices } = lawyerWords();
  const { fields, listComma } = hoursWords();
  const { fixedFee, hourlyRate, durations, currency, isActive } = entry;
  const { bufferMinutes, minNoticeHours, stepMinutes } = entry;
  return [
    prices.staleActive(isActive),
    ...(fixedFee === undefined ? [] : [`${money(fixedFee, currency)} ${prices.fixed}`]),
    ...(hourlyRate === undefined ? [] : [`${money(hourlyRate, currency)} ${prices.hourly}`]),
    durations.map((n) => commonWords().minutesShort(n)).join(listComma),
    ...(bufferMinutes === undefined ? [] : [named(fields.bufferMinutes, lengthText(bufferMinutes))]),
    ...(minNoticeHours === undefined ? [] : [named(fields.minNoticeHours, lengthText(minNoticeHours * 60))]),
    ...(stepMinutes === undefined ? [] : [named(fields.stepMinutes, lengthText(stepMinutes))]),
  ].join(listComma);
}
