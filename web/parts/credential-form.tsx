import { useState } from 'preact/hooks';
import { PASSWORD_MIN, isEmail } from '#web/account/credentials.ts';
import { entryWords } from '#web/i18n/entry.ts';
import { locale } from '#web/i18n/locale.ts';
import { signIn, signUp } from '#web/requests/account.ts';
import type { ApiProblem } from '#web/requests/problem.ts';
import { loadSession } from '#web/state/session.ts';
import { zone } from '#web/state/zone.ts';
import type { Faults } from './fault-summary.tsx';
import { TextField } from './field.tsx';
import { Form, useForm } from './form.tsx';
import { refusedFields } from './refused-fields.ts';

interface Person {
  name: string;
  email: string;
  password: string;
}

/** Signs in, or makes an account and signs in; then says so. */
export function CredentialForm({ isNew, onDone }: { isNew: boolean; onDone: () => void }) {
  const words = entryWords();
  const [person, setPerson] = useState<Person>({ name: '', email: '', password: '' });
  const change = (changed: Partial<Person>) => setPerson((before) => ({ ...before, ...changed }));
  const form = useForm({
    check: () => faultsIn(person, isNew),
    send: async () => {
      await enter(person, isNew);
      onDone();
    },
    faultsFrom: (problem) => faultsFrom(problem, isNew),
  });
  return (
    <Form form={form} action={isNew ? words.signUp : words.signIn} look="primary wide large">
      {isNew && (
        <TextField
          id="name"
          label={words.name}
          autocomplete="name"
          maxLength={200}
          value={person.name}
          fault={form.faults['name']}
          onType={(name) => change({ name })}
        />
      )}
      <TextField
        id="email"
        label={words.email}
        type="email"
        autocomplete="email"
        dir="ltr"
        maxLength={254}
        value={person.email}
        fault={form.faults['email']}
        onType={(email) => change({ email })}
      />
      <TextField
        id="password"
        label={words.password}
        type="password"
        autocomplete={isNew ? 'new-password' : 'current-password'}
        dir="ltr"
        maxLength={128}
        hint={isNew ? words.passwordHint(PASSWORD_MIN) : undefined}
        value={person.password}
        fault={form.faults['password']}
        onType={(password) => change({ password })}
      />
      {!isNew && (
        <p class="entry-other">
          <a href="/reset-password">{words.forgotten}</a>
        </p>
      )}
    </Form>
  );
}

async function enter({ name, email, password }: Person, isNew: boolean): Promise<void> {
  const credentials = { email: email.trim(), password };
  if (isNew) {
    await signUp({ ...credentials, name: name.trim(), locale: locale.value, timezone: zone.value });
  } else {
    await signIn(credentials);
  }
  await loadSession();
}

function faultsIn({ name, email, password }: Person, isNew: boolean): Faults {
  const words = entryWords();
  return {
    ...(isNew && name.trim() === '' ? { name: words.nameFault } : {}),
    ...(isEmail(email) ? {} : { email: words.emailFault }),
    ...(isNew && password.length < PASSWORD_MIN ? { password: words.passwordHint(PASSWORD_MIN) } : {}),
    ...(!isNew && password === '' ? { password: words.passwordFault } : {}),
  };
}

function faultsFrom(problem: ApiProblem, isNew: boolean): Faults {
  const words = entryWords();
  if (!isNew && problem.code === 'unauthenticated') return { password: words.wrong };
  return refusedFields(problem, [
    { pointer: '/name', id: 'name', text: words.nameFault },
    // With an address that looks right, the api refuses only one that has an account.
    { pointer: '/email', id: 'email', text: isNew ? words.emailTaken : words.emailFault },
    { pointer: '/password', id: 'password', text: words.passwordHint(PASSWORD_MIN) },
  ]);
}
