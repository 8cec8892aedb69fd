import { useState } from 'preact/hooks';
import { bookingWords } from '#web/i18n/booking.ts';
import { CredentialForm } from '#web/parts/credential-form.tsx';
import { StepHeading } from './step-heading.tsx';

/** Before the details: who books. What was chosen so far waits in the draft. */
export function AccountStep() {
  const words = bookingWords().account;
  const [isNew, setIsNew] = useState(true);
  return (
    <div class="stack wide narrow-column">
      <div class="stack tight">
        <StepHeading step="details" title={words.title} />
        <p class="soft">{words.lead}</p>
      </div>
      <div class="segments" role="group" aria-label={words.title}>
        <button type="button" aria-pressed={isNew} onClick={() => setIsNew(true)}>
          {words.isNew}
        </button>
        <button type="button" aria-pressed={!isNew} onClick={() => setIsNew(false)}>
          {words.known}
        </button>
      </div>
      <CredentialForm key={String(isNew)} isNew={isNew} onDone={() => undefined} />
    </div>
  );
}
