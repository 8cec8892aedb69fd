import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { listQuestions, replaceQuestions } from '#db/questionnaires.ts';
import {
  choicesMax,
  labelLengthMax,
  questionKinds,
  questionnaireFaults,
  questionsMax,
} from '#domain/questionnaire.ts';
import type { Question as AskedQuestion } from '#domain/questionnaire.ts';
import { ConsultationTypeChoice } from '#api/consultations/consultation-schemas.ts';
import type { ApiDeps } from '#api/deps.ts';
import { ownLawyer, visibleLawyer } from '#api/lawyers/own-lawyer.ts';
import { invalidRequest } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { OneOf, Strict, Text, Uuid } from '#api/http/schema-parts.ts';

const Label = Strict({ en: Text(labelLengthMax), ar: Text(labelLengthMax) });
const Id = Text(64, { pattern: '^[a-z0-9][a-z0-9_-]*$', examples: ['matter'] });
const Question = Strict({
  id: Id,
  label: Label,
  kind: OneOf(questionKinds),
  choices: T.Optional(T.Array(Strict({ id: Id, label: Label }), { minItems: 2, maxItems: choicesMax })),
  required: T.Boolean(),
});
const Questions = T.Array(Question, { maxItems: questionsMax });
const Questionnaire = T.Object({ consultationType: ConsultationTypeChoice, questions: Questions });
const params = Strict({ id: Uuid, consultationType: ConsultationTypeChoice });

/** What lawyers want to know before a consultation. */
export function questionnaireRoutes({ db }: ApiDeps): FastifyPluginAsyncTypebox {
  const tags = ['lawyers'];
  return async (app) => {
    app.get(
      '/api/lawyers/:id/questionnaires/:consultationType',
      {
        config: { who: 'all' },
        schema: {
          tags,
          summary: 'What a lawyer asks before this type of consultation',
          params,
          response: { 200: Questionnaire, ...refusals('not_found') },
        },
      },
      async (request) => {
        const { id } = await visibleLawyer(db, request, request.params.id);
        const { consultationType } = request.params;
        const questions = await listQuestions(db, id, consultationType);
        return { consultationType, questions: questions.map(shown) };
      },
    );

    app.put(
      '/api/lawyers/:id/questionnaires/:consultationType',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Set what you ask; answers that were given keep their questions',
          params,
          body: Strict(
            { questions: Questions },
            {
              examples: [
                {
                  questions: [
                    {
                      id: 'matter',
                      label: { en: 'What is it about?', ar: 'ما الموضوع؟' },
                      kind: 'text',
                      required: true,
                    },
                  ],
                },
              ],
            },
          ),
          response: { 200: Questionnaire, ...refusals('unauthenticated', 'forbidden', 'not_found') },
        },
      },
      async (request) => {
        const { id } = await ownLawyer(db, request, request.params.id);
        const { consultationType } = request.params;
        const { questions } = request.body;
        const faults = questionnaireFaults(questions);
        if (faults.length > 0)
          throw invalidRequest(
            faults.map(({ pointer, detail }) => ({ pointer: `/body/questions${pointer}`, detail })),
          );
        await replaceQuestions(db, { lawyerId: id, consultationType }, questions);
        return { consultationType, questions: questions.map(shown) };
      },
    );
  };
}

function shown({ choices, ...question }: AskedQuestion) {
  return { ...question, ...(choices && { choices: [...choices] }) };
}
