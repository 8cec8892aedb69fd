import type { LawyerCard } from '#web/requests/lawyers.ts';
import { localDate } from '#web/format/time.ts';
import { zone } from '#web/state/zone.ts';
import { keepDraft, readDraft } from './draft.ts';

/** Where a booking goes on whose type and time have been chosen. */
export function timeStepOf(lawyerId: string): string {
  return `/lawyers/${lawyerId}?step=time`;
}

/** Chooses the first free time of a lawyer; what was typed before stays. */
export function chooseNext({
  id,
  nextAvailable,
  nextOffer,
}: Pick<LawyerCard, 'id' | 'nextAvailable' | 'nextOffer'>): void {
  if (nextAvailable === null || nextOffer === null) return;
  const { consultationType, durationMinutes } = nextOffer;
  keepDraft(sessionStorage, id, {
    ...readDraft(sessionStorage, id),
    consultationType,
    durationMinutes,
    scheduledAt: nextAvailable,
    date: localDate(nextAvailable, zone.value),
  });
}
