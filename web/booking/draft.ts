import type { Answers } from '#domain/questionnaire.ts';
import type { ConsultationType } from '#domain/consultation.ts';

/** A document that has been uploaded and waits for its consultation. */
export interface UploadedDocument {
  id: string;
  name: string;
  sizeBytes: number;
}

/** What a client has chosen and typed so far. It outlives a reload, the sign-in and the way back from the payment. */
export interface Draft {
  consultationType?: ConsultationType;
  durationMinutes?: number;
  /** The client's local date that is open in the calendar. */
  date?: string;
  /** The `startTime` of the slot as the api wrote it. */
  scheduledAt?: string;
  clientPhone: string;
  clientNotes: string;
  answers: Answers;
  documents: readonly UploadedDocument[];
}

export const steps = ['type', 'time', 'details', 'pay'] as const;
export type Step = (typeof steps)[number];

export const emptyDraft: Draft = { clientPhone: '', clientNotes: '', answers: {}, documents: [] };

/** The step that can be shown: the one asked for, or the first whose question is still open before it. */
export function reachableStep(asked: string | undefined, draft: Draft): Step {
  const step = steps.find((known) => known === asked) ?? 'type';
  if (draft.consultationType === undefined || draft.durationMinutes === undefined) return 'type';
  if (draft.scheduledAt === undefined && steps.indexOf(step) > steps.indexOf('time')) return 'time';
  return step;
}

/** What the later steps build on: they are reached only when it has been chosen. */
export function chosenType({ consultationType, durationMinutes }: Draft) {
  if (consultationType === undefined || durationMinutes === undefined) throw new Error('no type was chosen');
  return { consultationType, durationMinutes };
}

/** Another type or length means other times: the time chosen before is taken back, everything typed stays. */
export function withType(draft: Draft, consultationType: ConsultationType, durationMinutes: number): Draft {
  if (draft.consultationType === consultationType && draft.durationMinutes === durationMinutes) return draft;
  const { scheduledAt: _time, date: _date, ...kept } = draft;
  return { ...kept, consultationType, durationMinutes };
}

export function readDraft(storage: Pick<Storage, 'getItem'>, lawyerId: string): Draft {
  try {
    const kept: Partial<Draft> | null = JSON.parse(storage.getItem(keyOf(lawyerId)) ?? 'null');
    return { ...emptyDraft, ...kept };
  } catch {
    return emptyDraft;
  }
}

export function keepDraft(storage: Pick<Storage, 'setItem'>, lawyerId: string, draft: Draft): void {
  try {
    storage.setItem(keyOf(lawyerId), JSON.stringify(draft));
  } catch {
    // Without storage the draft lives as long as the page.
  }
}

export function forgetDraft(storage: Pick<Storage, 'removeItem'>, lawyerId: string): void {
  try {
    storage.removeItem(keyOf(lawyerId));
  } catch {
    // Nothing was kept, then.
  }
}

function keyOf(lawyerId: string): string {
  return `majlis.draft.${lawyerId}`;
}
