import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { accountWords } from '#web/i18n/account.ts';
import { entryWords } from '#web/i18n/entry.ts';
import { CodeField } from '#web/parts/code-field.tsx';
import { TextField } from '#web/parts/field.tsx';
import { Form, useForm } from '#web/parts/form.tsx';
import { Page } from '#web/parts/page.tsx';
import { say } from '#web/parts/toast.tsx';
import { PASSWORD_MIN, isEmail } from '#web/account/credentials.ts';
import { resetPassword, sendResetCode } from '#web/requests/account.ts';

/** A new password for a forgotten one: first the address, then the code that was sent there. */
export function ResetPasswordPage() {
  const words = accountWords().reset;
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState(false);
  return (
    <Page title={words.title} narrow>
      <div class="card raised stack">
        {sent ? (
          <NewPassword email={email} />
        ) : (
          <Address email={email} onType={setEmail} onSent={() => setSent(true)} />
        )}
        <p class="entry-other">
          <a href="/sign-in">{entryWords().signIn}</a>
        </p>
      </div>
    </Page>
  );
}

function Address({
  email,
  onType,
  onSent,
}: {
  email: string;
  onType: (email: string) => void;
  onSent: () => void;
}) {
  const words = accountWords();
  const entry = entryWords();
  const form = useForm({
    check: () => (isEmail(email) ? {} : { email: entry.emailFault }),
    send: async () => {
      await sendResetCode(email.trim());
      onSent();
    },
  });
  return (
    <Form form={form} action={words.reset.send} look="primary wide large">
      <p class="soft">{words.reset.lead}</p>
      <TextField
        id="email"
        label={entry.email}
        type="email"
        autocomplete="email"
        dir="ltr"
        maxLength={254}
        value={email}
        fault={form.faults['email']}
        onType={onType}
      />
    </Form>
  );
}

function NewPassword({ email }: { email: string }) {
  const words = accountWords();
  const entry = entryWords();
  const { route } = useLocation();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const form = useForm({
    check: () => ({
      ...(code.length === 6 ? {} : { code: entry.code.fault }),
      ...(password.length >= PASSWORD_MIN ? {} : { password: entry.passwordHint(PASSWORD_MIN) }),
    }),
    send: async () => {
      await resetPassword({ email: email.trim(), code, password });
      say(words.reset.done);
      route('/sign-in', true);
    },
    faultsFrom: (problem) => (problem.code === 'invalid_request' ? { code: entry.code.fault } : {}),
  });
  return (
    <Form form={form} action={words.reset.save} look="primary wide large">
      <p role="status">{words.reset.sent(email.trim())}</p>
      <CodeField
        value={code}
        fault={form.faults['code']}
        onType={setCode}
        onResend={() => sendResetCode(email.trim())}
      />
      <TextField
        id="password"
        label={words.reset.password}
        type="password"
        autocomplete="new-password"
        dir="ltr"
        maxLength={128}
        hint={entry.passwordHint(PASSWORD_MIN)}
        value={password}
        fault={form.faults['password']}
        onType={setPassword}
      />
    </Form>
  );
}
