import { money } from '#web/format/money.ts';
import { consultationWords } from '#web/i18n/consultation.ts';
import type { Consultation, Quote } from '#web/requests/consultations.ts';

/** What the cancellation means for the money, and the button that does it: the two never say different things. */
export function cancelWords(
  { isCharged, refund, currency }: Pick<Quote, 'isCharged' | 'refund' | 'currency'>,
  role: Consultation['role'],
): { headline: string; confirm: string } {
  const words = consultationWords().cancel;
  const isLawyer = role === 'lawyer';
  if (!isCharged)
    return isLawyer
      ? { headline: words.notChargedClient, confirm: words.confirm }
      : { headline: words.notCharged, confirm: words.giveBack };
  if (refund === 0) return { headline: words.nothing, confirm: words.confirm };
  const amount = money(refund, currency);
  return {
    headline: isLawyer ? words.backClient(amount) : words.back(amount),
    confirm: words.confirmBack(amount),
  };
}
