import { answerLengthMax } from '#domain/questionnaire.ts';
import type { Question } from '#domain/questionnaire.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { commonWords } from '#web/i18n/common.ts';
import { inLanguage } from '#web/i18n/names.ts';
import { FaultText, SelectField, TextField } from '#web/parts/field.tsx';
import { controlOf } from './details-faults.ts';

interface QuestionFieldProps {
  question: Question;
  answer: string | boolean | undefined;
  fault: string | undefined;
  onAnswer: (answer: string | boolean) => void;
}

/** One question of the lawyer, by its kind. */
export function QuestionField({ question, answer, fault, onAnswer }: QuestionFieldProps) {
  const around = {
    id: controlOf(question.id),
    label: inLanguage(question.label),
    optional: !question.required,
    fault,
  };
  switch (question.kind) {
    case 'text':
      return (
        <TextField
          {...around}
          rows={3}
          maxLength={answerLengthMax}
          value={typeof answer === 'string' ? answer : ''}
          onType={onAnswer}
        />
      );
    case 'choice':
      return (
        <SelectField
          {...around}
          value={typeof answer === 'string' ? answer : ''}
          placeholder={bookingWords().details.chooseOne}
          choices={(question.choices ?? []).map(({ id, label }) => ({ value: id, label: inLanguage(label) }))}
          onChoose={onAnswer}
        />
      );
    case 'yes_no':
      return <YesNo {...around} answer={answer} onAnswer={onAnswer} />;
  }
}

function YesNo({
  id,
  label,
  optional,
  fault,
  answer,
  onAnswer,
}: {
  id: string;
  label: string;
  optional: boolean;
  fault: string | undefined;
  answer: string | boolean | undefined;
  onAnswer: (answer: boolean) => void;
}) {
  const words = commonWords();
  const choices = [
    { value: true, label: words.yes },
    { value: false, label: words.no },
  ];
  return (
    <fieldset class="field" {...(fault === undefined ? {} : { 'aria-describedby': `${id}-fault` })}>
      <legend>
        {label} {optional && <span class="optional">({words.optional})</span>}
      </legend>
      <div class="row">
        {choices.map((choice, index) => (
          <label key={String(choice.value)} class="check">
            <input
              type="radio"
              name={id}
              {...(index === 0 ? { id } : {})}
              checked={answer === choice.value}
              onChange={() => onAnswer(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </div>
      <FaultText id={id} fault={fault} />
    </fieldset>
  );
}
