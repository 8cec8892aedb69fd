import { useLocation } from 'preact-iso';
import { entryWords } from '#web/i18n/entry.ts';
import { nextPage } from '#web/state/next-page.ts';
import { account } from '#web/state/account.ts';
import { CredentialForm } from './credential-form.tsx';
import { Page } from './page.tsx';

/** Sign in and sign up are one page with two faces; the way between them keeps where to go afterwards. */
export function EntryPage({ title, lead, isNew }: { title: string; lead?: string; isNew: boolean }) {
  const { query, route } = useLocation();
  const words = entryWords();
  const { next } = query;
  const other = isNew ? '/sign-in' : '/sign-up';
  const otherAddress = next === undefined ? other : `${other}?next=${encodeURIComponent(next)}`;
  return (
    <Page title={title} narrow>
      <div class="card raised stack wide">
        {lead !== undefined && <p class="soft">{lead}</p>}
        <CredentialForm
          key={String(isNew)}
          isNew={isNew}
          onDone={() => route(nextPage(next, account.value?.role), true)}
        />
        <p class="entry-other">
          {isNew ? words.hasAccount : words.noAccount}{' '}
          <a href={otherAddress}>{isNew ? words.signIn : words.signUp}</a>
        </p>
      </div>
    </Page>
  );
}
