import { useState } from 'preact/hooks';
import { operationsWords } from '#web/i18n/operations.ts';
import { ApplicationList } from '#web/operations/application-list.tsx';
import { AttentionList } from '#web/operations/attention-list.tsx';
import { EventList } from '#web/operations/event-list.tsx';
import { Figures } from '#web/operations/figures.tsx';
import { Page } from '#web/parts/page.tsx';
import { SignedIn } from '#web/parts/sign-in-first.tsx';
import '#web/styles/operations.css';

export function OperationsPage() {
  const { title } = operationsWords();
  return (
    <SignedIn title={title} role="operator">
      <Page title={title}>
        <Operations />
      </Page>
    </SignedIn>
  );
}

function Operations() {
  const [decisions, setDecisions] = useState(0);
  return (
    <div class="stack wide">
      <Figures after={decisions} />
      <AttentionList onDecided={() => setDecisions(decisions + 1)} />
      <EventList />
      <ApplicationList />
    </div>
  );
}
