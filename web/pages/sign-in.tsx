import { entryWords } from '#web/i18n/entry.ts';
import { EntryPage } from '#web/parts/entry-page.tsx';

export function SignInPage() {
  const words = entryWords();
  return <EntryPage title={words.signInTitle} isNew={false} />;
}

export function SignUpPage() {
  const words = entryWords();
  return <EntryPage title={words.signUpTitle} lead={words.signUpLead} isNew />;
}
