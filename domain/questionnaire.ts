import type { Locale } from './consultation.ts';
import type { Fault } from './problem.ts';

export const questionKinds = ['text', 'choice', 'yes_no'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** What people read, in every language the web speaks. */
export type Label = Readonly<Record<Locale, string>>;

export interface Choice {
  id: string;
  label: Label;
}

/** One question of a lawyer's questionnaire. Only a `choice` has choices. */
export interface Question {
  id: string;
  label: Label;
  kind: QuestionKind;
  choices?: readonly Choice[] | undefined;
  required: boolean;
}

/** By question id: a text, the id of a choice, or yes as `true` and no as `false`. */
export type Answers = Readonly<Record<string, string | boolean>>;

export const questionsMax = 20;
export const choicesMax = 20;
export const labelLengthMax = 300;
export const answerLengthMax = 2000;

const idPattern = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** What is wrong with a questionnaire, each with a pointer into it; none when it can be kept. */
export function questionnaireFaults(questions: readonly Question[]): Fault[] {
  const crowd =
    questions.length > questionsMax ? [{ pointer: '', detail: `At most ${questionsMax} questions` }] : [];
  const each = questions.flatMap((question, index) => [
    ...labelFaults(question.label, `/${index}/label`),
    ...choicesFaults(question, `/${index}/choices`),
  ]);
  return [...crowd, ...idFaults(questions, ''), ...each];
}

/** What is wrong with the answers to these questions, each with a pointer into them. A blank text is no answer. */
export function answerFaults(questions: readonly Question[], answers: Answers): Fault[] {
  const asked = new Set(questions.map(({ id }) => id));
  const unknown = Object.keys(answers)
    .filter((id) => !asked.has(id))
    .map((id) => ({ pointer: `/${escapePointer(id)}`, detail: 'No such question' }));
  const wrong = questions.flatMap((question) => {
    const answer = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    const detail = answerFault(question, answer);
    return detail === undefined ? [] : [{ pointer: `/${escapePointer(question.id)}`, detail }];
  });
  return [...unknown, ...wrong];
}

function idFaults(items: readonly { id: string }[], pointer: string): Fault[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }, index) => {
    const isRepeated = seen.has(id);
    seen.add(id);
    const at = `${pointer}/${index}/id`;
    if (!idPattern.test(id)) return [{ pointer: at, detail: 'Must be 1 to 64 of a–z, 0–9, _ and -' }];
    return isRepeated ? [{ pointer: at, detail: 'Is used twice' }] : [];
  });
}

function labelFaults(label: Label, pointer: string): Fault[] {
  return (['en', 'ar'] as const).flatMap((locale) => {
    const text = label[locale].trim();
    if (text !== '' && lengthOf(text) <= labelLengthMax) return [];
    return [
      { pointer: `${pointer}/${locale}`, detail: `Must be a text of at most ${labelLengthMax} characters` },
    ];
  });
}

function choicesFaults({ kind, choices }: Question, pointer: string): Fault[] {
  if (kind !== 'choice')
    return choices === undefined ? [] : [{ pointer, detail: 'Only a choice has choices' }];
  if (choices === undefined || choices.length < 2 || choices.length > choicesMax) {
    return [{ pointer, detail: `A choice has 2 to ${choicesMax} choices` }];
  }
  const labels = choices.flatMap(({ label }, index) => labelFaults(label, `${pointer}/${index}/label`));
  return [...idFaults(choices, pointer), ...labels];
}

function answerFault(
  { kind, choices, required }: Question,
  answer: string | boolean | undefined,
): string | undefined {
  if (answer === undefined || (typeof answer === 'string' && answer.trim() === '')) {
    return required ? 'An answer is required' : undefined;
  }
  if (kind === 'yes_no') return typeof answer === 'boolean' ? undefined : 'Must be true or false';
  if (typeof answer !== 'string') return 'Must be a text';
  if (kind === 'choice')
    return choices?.some(({ id }) => id === answer) ? undefined : 'Must be one of the choices';
  return lengthOf(answer) <= answerLengthMax ? undefined : `Must have at most ${answerLengthMax} characters`;
}

/** In characters, as schemas and Postgres count them: a picture is one, and a `length` of two. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** RFC 6901. */
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
