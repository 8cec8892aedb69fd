import type { ConsultationType } from '#domain/consultation.ts';
import type { Question } from '#domain/questionnaire.ts';
import { answerOf, client } from './client.ts';

export async function getQuestions(
  lawyerId: string,
  consultationType: ConsultationType,
  signal: AbortSignal,
): Promise<Question[]> {
  const params = { path: { id: lawyerId, consultationType } };
  const path = '/api/lawyers/{id}/questionnaires/{consultationType}';
  return (await answerOf(client.GET(path, { params, signal }))).questions;
}
