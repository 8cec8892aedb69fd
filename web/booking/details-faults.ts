import { answerFaults } from '#domain/questionnaire.ts';
import type { Question } from '#domain/questionnaire.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { inLanguage } from '#web/i18n/names.ts';
import type { Faults } from '#web/parts/fault-summary.tsx';
import type { Draft } from './draft.ts';
import { isPhone } from './phone.ts';

/** The id of the control of a question. */
export function controlOf(questionId: string): string {
  return `question-${questionId}`;
}

/** What is wrong with the details, by the ids of their controls. The api checks the same by the same rules. */
export function detailsFaults(draft: Draft, questions: readonly Question[]): Faults {
  const faults: Record<string, string> = {};
  if (!isPhone(draft.clientPhone)) faults['phone'] = bookingWords().details.phoneFault;
  const known = new Set(questions.map(({ id }) => id));
  const answers = Object.fromEntries(Object.entries(draft.answers).filter(([id]) => known.has(id)));
  for (const { pointer } of answerFaults(questions, answers)) {
    const question = questions.find(({ id }) => id === pointer.slice(1));
    if (question)
      faults[controlOf(question.id)] = bookingWords().details.unanswered(inLanguage(question.label));
  }
  return faults;
}

/** The control that a pointer of a refused booking means, of this step. */
export function detailsControlOf(pointer: string): string | undefined {
  if (pointer === '/clientPhone') return 'phone';
  if (pointer === '/clientNotes') return 'notes';
  if (pointer.startsWith('/documentIds')) return 'documents';
  const answer = /^\/questionnaireResponses\/(.+)$/.exec(pointer)?.[1];
  return answer === undefined ? undefined : controlOf(answer);
}
