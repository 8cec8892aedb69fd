import { useState } from 'preact/hooks';
import { ApiKeys } from '#web/account/api-keys.tsx';
import { e164, isPhone } from '#web/booking/phone.ts';
import { FeedCard } from '#web/calendars/feed-card.tsx';
import { zoneChoices } from '#web/format/zone-choices.ts';
import { accountWords } from '#web/i18n/account.ts';
import { entryWords } from '#web/i18n/entry.ts';
import { commonWords } from '#web/i18n/common.ts';
import { SelectField, TextField } from '#web/parts/field.tsx';
import { Form, useForm } from '#web/parts/form.tsx';
import { PhoneField } from '#web/parts/phone-field.tsx';
import { Page } from '#web/parts/page.tsx';
import { SignedIn } from '#web/parts/sign-in-first.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { refusedFields } from '#web/parts/refused-fields.ts';
import { say } from '#web/parts/toast.tsx';
import { changeAccount } from '#web/requests/account.ts';
import type { Account } from '#web/requests/account.ts';
import { account } from '#web/state/account.ts';
import { useAction } from '#web/state/action.ts';
import { leave, leaveProblem } from '#web/state/leave.ts';
import { Button } from '#web/parts/button.tsx';
import type { Faults } from '#web/parts/fault-summary.tsx';
import '#web/styles/account.css';
import '#web/styles/calendars.css';

export function AccountPage() {
  const words = accountWords();
  return (
    <SignedIn title={words.title}>
      <Page title={words.title} narrow>
        <div class="stack wide">
          {account.value && <Profile known={account.value} />}
          {account.value?.role !== 'operator' && <FeedCard />}
          {account.value?.isPartner === true && <ApiKeys />}
          <Leave />
        </div>
      </Page>
    </SignedIn>
  );
}

type Profile = Pick<Account, 'name' | 'locale' | 'timezone'> & { phone: string };

function Profile({ known }: { known: Account }) {
  const words = accountWords();
  const [profile, setProfile] = useState<Profile>({ ...known, phone: known.phone ?? '' });
  const change = (changed: Partial<Profile>) => setProfile((before) => ({ ...before, ...changed }));
  const form = useProfileForm(profile);
  return (
    <section class="card raised stack">
      <h2>{words.profile}</h2>
      <p class="soft">
        <bdi>{known.email}</bdi>
      </p>
      <Form form={form} action={commonWords().save}>
        <TextField
          id="name"
          label={entryWords().name}
          autocomplete="name"
          maxLength={200}
          value={profile.name}
          fault={form.faults['name']}
          onType={(name) => change({ name })}
        />
        <SelectField
          id="language"
          label={words.language}
          value={profile.locale}
          choices={languageChoices()}
          onChoose={(chosen) => change({ locale: chosen === 'ar' ? 'ar' : 'en' })}
        />
        <SelectField
          id="zone"
          label={words.zone}
          hint={words.zoneHint}
          value={profile.timezone}
          choices={zoneChoices(profile.timezone)}
          onChoose={(timezone) => change({ timezone })}
        />
        <PhoneField
          label={words.phone}
          hint={words.phoneHint}
          value={profile.phone}
          fault={form.faults['phone']}
          onType={(phone) => change({ phone })}
        />
      </Form>
    </section>
  );
}

/** Checks what was typed, saves it, and tells the rest of the site. */
function useProfileForm(profile: Profile) {
  const words = accountWords();
  return useForm({
    check: () => profileFaults(profile),
    send: async () => {
      const { name, locale, timezone, phone } = profile;
      account.value = await changeAccount({
        name: name.trim(),
        locale,
        timezone,
        phone: e164(phone) ?? null,
      });
      say(words.saved);
    },
    faultsFrom: (problem) =>
      refusedFields(problem, [
        { pointer: '/name', id: 'name', text: entryWords().nameFault },
        { pointer: '/phone', id: 'phone', text: words.phoneFault },
      ]),
  });
}

function profileFaults({ name, phone }: Profile): Faults {
  const words = accountWords();
  return {
    ...(name.trim() === '' ? { name: entryWords().nameFault } : {}),
    ...(isPhone(phone) ? {} : { phone: words.phoneFault }),
  };
}

function languageChoices(): { value: string; label: string }[] {
  return Object.entries(accountWords().languages).map(([value, label]) => ({ value, label }));
}

function Leave() {
  const { busy, run } = useAction();
  const problem = leaveProblem.value;
  const signOut = () => void run(async () => void (await leave()));
  return (
    <div class="stack">
      {problem && <ProblemNotice problem={problem} onRetry={signOut} />}
      <Button look="wide" busy={busy} onPress={signOut}>
        {accountWords().leave}
      </Button>
    </div>
  );
}
