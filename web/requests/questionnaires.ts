import type { Question } from '#domain/questionnaire.ts';
import { send } from './send.ts';

export async function getQuestions(
  lawyerId: string,
  consultationType: string,
  signal: AbortSignal,
): Promise<Question[]> {
  const path = `/api/lawyers/${lawyerId}/questionnaires/${consultationType}`;
  const { questions } = await send<{ questions: Question[] }>('GET', path, { signal });
  return questions;
}
