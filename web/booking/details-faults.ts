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

/** The control of this step that a pointer of a refused booking means. */
export function detailsControlOf(pointer: string): string | undefined {
  const field = pointer.replace(/^\/body/, '');
  if (field === '/clientPhone') return 'phone';
  if (field === '/clientNotes') return 'notes';
  if (field.startsWith('/documentIds')) return 'documents';
  const answer = /^\/questionnaireResponses\/(.+)$/.exec(field)?.[1];
  return answer === undefined ? undefined : controlOf(answer);
}

/** What to say at the control to which somebody was sent back. */
export function faultToFix(control: string | undefined, questions: readonly Question[]): Faults {
  const words = bookingWords().details;
  if (control === 'phone') return { phone: words.phoneFault };
  if (control === 'notes') return { notes: words.notesFault };
  if (control === 'documents') return { documents: words.documentsAgain };
  const question = questions.find(({ id }) => controlOf(id) === control);
  return question ? { [controlOf(question.id)]: words.unanswered(inLanguage(question.label)) } : {};
}
