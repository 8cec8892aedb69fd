import { accountWords } from '#web/i18n/account.ts';
import { EntryPage } from '#web/parts/entry-page.tsx';

export function SignInPage() {
  const words = accountWords();
  return <EntryPage title={words.signInTitle} isNew={false} />;
}

export function SignUpPage() {
  const words = accountWords();
  return <EntryPage title={words.signUpTitle} lead={words.signUpLead} isNew />;
}
