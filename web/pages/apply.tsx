import { useState } from 'preact/hooks';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { ApplicationForm } from '#web/lawyer/application-form.tsx';
import { Page } from '#web/parts/page.tsx';
import { SignedIn } from '#web/parts/sign-in-first.tsx';
import { Empty, Loaded } from '#web/parts/states.tsx';
import { getLawyer } from '#web/requests/lawyers.ts';
import { useQuery } from '#web/state/query.ts';
import { account } from '#web/state/account.ts';
import { loadSession } from '#web/state/session.ts';
import '#web/styles/lawyer.css';

export function ApplyPage() {
  const words = lawyerWords().apply;
  return (
    <SignedIn title={words.title}>
      <Page title={words.title} narrow>
        <Apply />
      </Page>
    </SignedIn>
  );
}

function Apply() {
  const words = lawyerWords().apply;
  const [sent, setSent] = useState(false);
  const lawyerId = account.value?.lawyerId;
  if (sent) {
    return (
      <Empty icon="check" title={words.sent}>
        <p>{words.sentHint}</p>
      </Empty>
    );
  }
  if (lawyerId) return <Standing lawyerId={lawyerId} />;
  return (
    <div class="stack wide">
      <p class="soft">{words.lead}</p>
      <ApplicationForm
        onSent={() => {
          setSent(true);
          void loadSession();
        }}
      />
    </div>
  );
}

/** Who has applied already learns how it stands. */
function Standing({ lawyerId }: { lawyerId: string }) {
  const words = lawyerWords();
  const query = useQuery(lawyerId, (signal) => getLawyer(lawyerId, signal));
  return (
    <Loaded query={query} rows={1}>
      {({ status }) => (
        <Empty icon={status === 'listed' ? 'check' : 'clock'} title={words.apply.status[status]}>
          {status === 'listed' && (
            <a class="button primary" href="/lawyer">
              {words.agenda.title}
            </a>
          )}
        </Empty>
      )}
    </Loaded>
  );
}
