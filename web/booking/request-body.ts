import type { ConsultationType } from '#domain/consultation.ts';
import type { Draft } from './draft.ts';
import { e164 } from './phone.ts';

/** What `POST /api/consultations` takes; what was left empty is left out. */
export interface BookingBody {
  lawyerId: string;
  consultationType: ConsultationType;
  scheduledAt: string;
  durationMinutes: number;
  clientTimezone: string;
  clientPhone?: string;
  clientNotes?: string;
  questionnaireResponses?: Record<string, string | boolean>;
  documentIds?: string[];
}

/** The body for a draft that has its type and its time; `undefined` before. */
export function bookingBody(draft: Draft, lawyerId: string, clientTimezone: string): BookingBody | undefined {
  const { consultationType, scheduledAt, durationMinutes, documents } = draft;
  if (consultationType === undefined || scheduledAt === undefined || durationMinutes === undefined)
    return undefined;
  const phone = e164(draft.clientPhone);
  const notes = draft.clientNotes.trim();
  const answers = Object.fromEntries(
    Object.entries(draft.answers).filter(([, answer]) => typeof answer === 'boolean' || answer.trim() !== ''),
  );
  return {
    lawyerId,
    consultationType,
    scheduledAt,
    durationMinutes,
    clientTimezone,
    ...(phone === undefined ? {} : { clientPhone: phone }),
    ...(notes === '' ? {} : { clientNotes: notes }),
    ...(Object.keys(answers).length === 0 ? {} : { questionnaireResponses: answers }),
    ...(documents.length === 0 ? {} : { documentIds: documents.map(({ id }) => id) }),
  };
}
