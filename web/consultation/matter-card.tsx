import { byteSize } from '#web/format/bytes.ts';
import { commonWords } from '#web/i18n/common.ts';
import { consultationWords } from '#web/i18n/consultation.ts';
import { inLanguage } from '#web/i18n/names.ts';
import { Icon } from '#web/parts/icon.tsx';
import { documentAddress } from '#web/requests/documents.ts';
import type { Consultation } from '#web/requests/consultations.ts';

/** What the client wrote, answered and attached; only the two parties ever see it. */
export function MatterCard({ consultation, bare = false }: { consultation: Consultation; bare?: boolean }) {
  const { matter } = consultationWords();
  const { role, clientNotes, questionnaire, documents } = consultation;
  if (role === 'partner') return null;
  const isEmpty = clientNotes === null && questionnaire.length === 0 && documents.length === 0;
  return (
    <section class={bare ? 'stack' : 'card stack'}>
      {!bare && <h2>{role === 'lawyer' ? matter.titleLawyer : matter.title}</h2>}
      {isEmpty && <p class="soft">{matter.nothing}</p>}
      {clientNotes !== null && (
        <p class="written" dir="auto">
          {clientNotes}
        </p>
      )}
      {questionnaire.length > 0 && (
        <dl class="answers">
          {questionnaire.map(({ id, label, answer, choice }) => (
            <div key={id}>
              <dt class="small soft">{inLanguage(label)}</dt>
              <dd dir="auto">{choice === null ? answerText(answer) : inLanguage(choice)}</dd>
            </div>
          ))}
        </dl>
      )}
      {documents.length > 0 && <Documents consultation={consultation} />}
    </section>
  );
}

function answerText(answer: string | boolean): string {
  const { yes, no } = commonWords();
  if (typeof answer === 'boolean') return answer ? yes : no;
  return answer;
}

function Documents({ consultation: { documents } }: { consultation: Consultation }) {
  return (
    <div class="stack tight">
      <h3>{consultationWords().matter.documents}</h3>
      <ul class="stack tight">
        {documents.map((document) => (
          <li key={document.id} class="row">
            <a class="document-link" href={documentAddress(document.id)} download>
              <Icon name="document" />
              <bdi>{document.name}</bdi>
            </a>
            <span class="small soft">{byteSize(document.sizeBytes)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
