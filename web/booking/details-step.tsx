import { useLocation } from 'preact-iso';
import type { Question } from '#domain/questionnaire.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { TextField } from '#web/parts/field.tsx';
import { Form, useForm } from '#web/parts/form.tsx';
import { PhoneField } from '#web/parts/phone-field.tsx';
import { Loaded } from '#web/parts/states.tsx';
import { getQuestions } from '#web/requests/questionnaires.ts';
import { useQuery } from '#web/state/query.ts';
import { chosenType } from './draft.ts';
import { controlOf, detailsFaults, faultToFix } from './details-faults.ts';
import { DocumentField } from './document-field.tsx';
import { QuestionField } from './question-field.tsx';
import { StepHeading } from './step-heading.tsx';
import type { Booking } from './use-booking.ts';

const NOTES_MAX = 4_000;
/** With so few left a writer wants to know. */
const NOTES_LEFT_SAID = 500;

/** Step 3: the matter, in the client's words and in answers to the lawyer's questions. */
export function DetailsStep({ booking, lawyerId }: { booking: Booking; lawyerId: string }) {
  const words = bookingWords().details;
  const { consultationType } = chosenType(booking.draft.value);
  const questions = useQuery(`${lawyerId} ${consultationType}`, (signal) =>
    getQuestions(lawyerId, consultationType, signal),
  );
  return (
    <div class="stack wide">
      <div class="stack tight">
        <StepHeading step="details" title={words.title} />
        <p class="soft">{words.lead}</p>
      </div>
      <Loaded query={questions}>{(asked) => <DetailsForm booking={booking} questions={asked} />}</Loaded>
    </div>
  );
}

function DetailsForm({ booking, questions }: { booking: Booking; questions: readonly Question[] }) {
  const words = bookingWords();
  const draft = booking.draft.value;
  const { fix } = useLocation().query;
  const form = useForm({
    initial: faultToFix(fix, questions),
    check: () => detailsFaults(draft, questions),
    send: async () => booking.go('pay'),
  });
  const left = NOTES_MAX - draft.clientNotes.length;
  return (
    <Form form={form} action={words.steps.next} look="primary large" gap="wide">
      <TextField
        id="notes"
        label={words.details.notes}
        hint={words.details.notesHint + (left < NOTES_LEFT_SAID ? ` ${words.details.left(left)}` : '')}
        optional
        rows={6}
        maxLength={NOTES_MAX}
        value={draft.clientNotes}
        fault={form.faults['notes']}
        onType={(clientNotes) => booking.change({ clientNotes })}
      />
      {questions.length > 0 && (
        <fieldset class="stack">
          <legend class="hidden-visually">{words.details.questions}</legend>
          {questions.map((question) => (
            <QuestionField
              key={question.id}
              question={question}
              answer={draft.answers[question.id]}
              fault={form.faults[controlOf(question.id)]}
              onAnswer={(answer) => booking.change({ answers: { ...draft.answers, [question.id]: answer } })}
            />
          ))}
        </fieldset>
      )}
      <DocumentField
        fault={form.faults['documents']}
        documents={draft.documents}
        onChange={(documents) => booking.change({ documents })}
      />
      <PhoneField
        label={words.details.phone}
        hint={words.details.phoneHint}
        value={draft.clientPhone}
        fault={form.faults['phone']}
        onType={(clientPhone) => booking.change({ clientPhone })}
      />
    </Form>
  );
}
