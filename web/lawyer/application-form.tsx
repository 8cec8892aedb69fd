import { useState } from 'preact/hooks';
import { commonWords } from '#web/i18n/common.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { languageName } from '#web/i18n/names.ts';
import { CheckGroup } from '#web/parts/check-group.tsx';
import type { Faults } from '#web/parts/fault-summary.tsx';
import { TextField } from '#web/parts/field.tsx';
import { Form, useForm } from '#web/parts/form.tsx';
import { languages } from '#web/format/languages.ts';
import { refusedFields } from '#web/parts/refused-fields.ts';
import { applyAsLawyer } from '#web/requests/lawyers.ts';

interface Application {
  nameEn: string;
  nameAr: string;
  headlineEn: string;
  headlineAr: string;
  licenceNumber: string;
  city: string;
  specialties: readonly string[];
  languages: readonly string[];
}

const blank: Application = {
  nameEn: '',
  nameAr: '',
  headlineEn: '',
  headlineAr: '',
  licenceNumber: '',
  city: 'Dubai',
  specialties: [],
  languages: ['ar', 'en'],
};

type FormPart = { entry: Application; faults: Faults; change: (change: Partial<Application>) => void };

/** What an operator needs to check a licence, and a first line for the directory. */
export function ApplicationForm({ onSent }: { onSent: () => void }) {
  const words = lawyerWords().apply;
  const [entry, setEntry] = useState(blank);
  const change = (changed: Partial<Application>) => setEntry((before) => ({ ...before, ...changed }));
  const form = useForm({
    check: () => faultsIn(entry),
    send: async () => {
      await applyAsLawyer({
        name: { en: entry.nameEn.trim(), ar: entry.nameAr.trim() },
        headline: { en: entry.headlineEn.trim(), ar: entry.headlineAr.trim() },
        licenceNumber: entry.licenceNumber.trim(),
        city: entry.city.trim() || blank.city,
        specialties: [...entry.specialties],
        languages: [...entry.languages],
      });
      onSent();
    },
    faultsFrom: (problem) =>
      refusedFields(problem, [
        { pointer: '/name/en', id: 'name-en', text: words.nameFault },
        { pointer: '/name/ar', id: 'name-ar', text: words.nameFault },
        { pointer: '/licenceNumber', id: 'licence', text: words.licenceFault },
        { pointer: '/specialties', id: 'specialties', text: words.specialtiesFault },
        { pointer: '/languages', id: 'languages', text: words.languagesFault },
      ]),
  });
  return (
    <section class="card raised">
      <Form form={form} action={words.send} look="primary large">
        <Names entry={entry} faults={form.faults} change={change} />
        <TextField
          id="licence"
          label={words.licence}
          dir="ltr"
          maxLength={60}
          value={entry.licenceNumber}
          fault={form.faults['licence']}
          onType={(licenceNumber) => change({ licenceNumber })}
        />
        <TextField
          id="city"
          label={words.city}
          maxLength={80}
          value={entry.city}
          onType={(city) => change({ city })}
        />
        <Subjects entry={entry} faults={form.faults} change={change} />
      </Form>
    </section>
  );
}

function Names({ entry, faults, change }: FormPart) {
  const words = lawyerWords().apply;
  return (
    <>
      <TextField
        id="name-en"
        label={words.nameEn}
        dir="ltr"
        maxLength={120}
        value={entry.nameEn}
        fault={faults['name-en']}
        onType={(nameEn) => change({ nameEn })}
      />
      <TextField
        id="name-ar"
        label={words.nameAr}
        dir="auto"
        maxLength={120}
        value={entry.nameAr}
        fault={faults['name-ar']}
        onType={(nameAr) => change({ nameAr })}
      />
      <TextField
        id="headline-en"
        label={words.headlineEn}
        hint={words.headlineHint}
        optional
        dir="ltr"
        maxLength={160}
        value={entry.headlineEn}
        onType={(headlineEn) => change({ headlineEn })}
      />
      <TextField
        id="headline-ar"
        label={words.headlineAr}
        optional
        dir="auto"
        maxLength={160}
        value={entry.headlineAr}
        onType={(headlineAr) => change({ headlineAr })}
      />
    </>
  );
}

function Subjects({ entry, faults, change }: FormPart) {
  const words = lawyerWords().apply;
  return (
    <>
      <CheckGroup
        id="specialties"
        legend={words.specialties}
        choices={Object.entries(commonWords().specialties).map(([value, label]) => ({ value, label }))}
        chosen={entry.specialties}
        fault={faults['specialties']}
        onChange={(specialties) => change({ specialties })}
      />
      <CheckGroup
        id="languages"
        legend={words.languages}
        choices={languages.map((value) => ({ value, label: languageName(value) }))}
        chosen={entry.languages}
        fault={faults['languages']}
        onChange={(chosen) => change({ languages: chosen })}
      />
    </>
  );
}

function faultsIn(entry: Application): Faults {
  const words = lawyerWords().apply;
  return {
    ...(entry.nameEn.trim() === '' ? { 'name-en': words.nameFault } : {}),
    ...(entry.nameAr.trim() === '' ? { 'name-ar': words.nameFault } : {}),
    ...(entry.licenceNumber.trim() === '' ? { licence: words.licenceFault } : {}),
    ...(entry.specialties.length === 0 ? { specialties: words.specialtiesFault } : {}),
    ...(entry.languages.length === 0 ? { languages: words.languagesFault } : {}),
  };
}
