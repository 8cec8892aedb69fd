import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { commonWords } from '#web/i18n/common.ts';
import { account } from '#web/state/account.ts';
import { Page } from './page.tsx';
import { Empty, Skeleton } from './states.tsx';

type Role = 'client' | 'lawyer' | 'operator';

/** Shows a page to who may see it; others are asked to sign in, and come back to it. */
export function SignedIn({
  title,
  role,
  children,
}: {
  title: string;
  role?: Role;
  children: ComponentChildren;
}) {
  const { url } = useLocation();
  const { nav, problems } = commonWords();
  if (account.value === undefined) {
    return (
      <Page title={title}>
        <Skeleton />
      </Page>
    );
  }
  if (account.value === null) {
    return (
      <Page title={title}>
        <Empty icon="person" title={problems.unauthenticated}>
          <a class="button primary" href={`/sign-in?next=${encodeURIComponent(url)}`}>
            {nav.signIn}
          </a>
        </Empty>
      </Page>
    );
  }
  if (role !== undefined && account.value.role !== role) {
    return (
      <Page title={title}>
        <Empty icon="shield" title={problems.forbidden}>
          <a class="button" href="/">
            {commonWords().notFound.home}
          </a>
        </Empty>
      </Page>
    );
  }
  return <>{children}</>;
}
