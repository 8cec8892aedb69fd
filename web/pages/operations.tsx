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
        <div class="stack wide">
          <Figures />
          <AttentionList />
          <EventList />
          <ApplicationList />
        </div>
      </Page>
    </SignedIn>
  );
}
