import type { ComponentChildren } from 'preact';
import { commonWords } from '#web/i18n/common.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { account } from '#web/state/account.ts';
import { Page } from './page.tsx';
import { SignedIn } from './sign-in-first.tsx';
import { Empty } from './states.tsx';

/** A page of the lawyer who is signed in; others see the way to become one. */
export function LawyersOnly({
  title,
  children,
}: {
  title: string;
  children: (lawyerId: string) => ComponentChildren;
}) {
  const lawyerId = account.value?.lawyerId;
  return (
    <SignedIn title={title}>
      <Page title={title}>
        {lawyerId ? (
          children(lawyerId)
        ) : (
          <Empty icon="shield" title={lawyerWords().notLawyer}>
            <a class="button" href="/lawyer/apply">
              {commonWords().nav.apply}
            </a>
          </Empty>
        )}
      </Page>
    </SignedIn>
  );
}
