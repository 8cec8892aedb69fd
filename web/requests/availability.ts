import type { ConsultationType } from '#domain/consultation.ts';
import type { paths } from '#web/schema.d.ts';
import { answerOf, client } from './client.ts';
import type { Answer } from './client.ts';

export type SlotsAnswer = Answer<paths['/api/lawyers/{id}/availability/slots']['get']>;
export type Slot = SlotsAnswer['slots'][number];

export interface SlotsQuestion {
  lawyerId: string;
  startDate: string;
  endDate: string;
  consultationType: ConsultationType;
  durationMinutes: number;
  clientTimezone: string;
}

export async function listSlots(
  { lawyerId, ...query }: SlotsQuestion,
  signal: AbortSignal,
): Promise<SlotsAnswer> {
  const params = { path: { id: lawyerId }, query };
  return answerOf(client.GET('/api/lawyers/{id}/availability/slots', { params, signal }));
}
