import { describe, expect, it } from 'vitest';
import { answerFaults, questionnaireFaults } from './questionnaire.ts';
import type { Answers, Question } from './questionnaire.ts';

const label = { en: 'What is it about?', ar: 'ما الموضوع؟' };
const matter: Question = { id: 'matter', label, kind: 'text', required: true };
const urgent: Question = { id: 'urgent', label, kind: 'yes_no', required: false };
const area: Question = {
  id: 'area',
  label,
  kind: 'choice',
  choices: [
    { id: 'family', label: { en: 'Family', ar: 'الأسرة' } },
    { id: 'labour', label: { en: 'Labour', ar: 'العمل' } },
  ],
  required: false,
};
const questions = [matter, urgent, area];

describe('a questionnaire', () => {
  it('is sound with every kind of question, and up to twenty of them', () => {
    expect(questionnaireFaults(questions)).toEqual([]);
    expect(questionnaireFaults(Array.from({ length: 20 }, (_, n) => ({ ...matter, id: `q${n}` })))).toEqual(
      [],
    );
  });

  it('counts characters, whatever they take in memory', () => {
    const long = { ...matter, label: { en: '⚖'.repeat(150) + '🏛'.repeat(150), ar: 'نص' } };
    expect(questionnaireFaults([long])).toEqual([]);
    expect(answerFaults([matter], { matter: '🏛'.repeat(2000) })).toEqual([]);
    expect(answerFaults([matter], { matter: '🏛'.repeat(2001) })).toHaveLength(1);
  });

  it.each<{ because: string; asked: Question[]; pointers: string[] }>([
    { because: 'two questions share an id', asked: [matter, matter], pointers: ['/1/id'] },
    { because: 'an id has a space', asked: [{ ...matter, id: 'my matter' }], pointers: ['/0/id'] },
    {
      because: 'a label is blank',
      asked: [{ ...matter, label: { ...label, ar: ' ' } }],
      pointers: ['/0/label/ar'],
    },
    {
      because: 'a label is too long',
      asked: [{ ...matter, label: { ...label, en: 'x'.repeat(301) } }],
      pointers: ['/0/label/en'],
    },
    {
      because: 'a choice has no choices',
      asked: [{ ...area, choices: undefined }],
      pointers: ['/0/choices'],
    },
    {
      because: 'a choice has one',
      asked: [{ ...area, choices: area.choices?.slice(1) }],
      pointers: ['/0/choices'],
    },
    { because: 'a text has choices', asked: [{ ...area, kind: 'text' }], pointers: ['/0/choices'] },
    {
      because: 'choices are not told apart, or named',
      asked: [
        {
          ...area,
          choices: [
            { id: 'a', label },
            { id: 'a', label: { en: '', ar: 'ب' } },
          ],
        },
      ],
      pointers: ['/0/choices/1/id', '/0/choices/1/label/en'],
    },
    {
      because: 'there are more than twenty',
      asked: Array.from({ length: 21 }, (_, n) => ({ ...matter, id: `q${n}` })),
      pointers: [''],
    },
  ])('is refused when $because', ({ asked, pointers }) => {
    expect(questionnaireFaults(asked).map(({ pointer }) => pointer)).toEqual(pointers);
  });
});

describe('answers', () => {
  it.each([
    { matter: 'A lease' },
    { matter: 'A lease', urgent: false, area: 'family' },
    { matter: 'x'.repeat(2000), area: '' },
  ])('are sound: %j', (answers) => {
    expect(answerFaults(questions, answers)).toEqual([]);
  });

  it.each<{ answers: Answers; pointers: string[] }>([
    { answers: {}, pointers: ['/matter'] },
    { answers: { matter: '  ' }, pointers: ['/matter'] },
    { answers: { matter: true }, pointers: ['/matter'] },
    { answers: { matter: 'x'.repeat(2001) }, pointers: ['/matter'] },
    { answers: { matter: 'A lease', urgent: 'yes' }, pointers: ['/urgent'] },
    { answers: { matter: 'A lease', area: 'tax' }, pointers: ['/area'] },
    { answers: { matter: 'A lease', 'a/b~c': 'x' }, pointers: ['/a~1b~0c'] },
    { answers: { matter: 'A lease', toString: 'x' }, pointers: ['/toString'] },
  ])('are refused: $answers', ({ answers, pointers }) => {
    expect(answerFaults(questions, answers).map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('that a prototype would give are none', () => {
    const optional = { ...matter, id: 'constructor', required: false };
    expect(answerFaults([optional], {})).toEqual([]);
  });
});
