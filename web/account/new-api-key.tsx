import { useState } from 'preact/hooks';
import { accountWords } from '#web/i18n/account.ts';
import { commonWords } from '#web/i18n/common.ts';
import { CheckGroup } from '#web/parts/check-group.tsx';
import { SelectField, TextField } from '#web/parts/field.tsx';
import { Form, useForm } from '#web/parts/form.tsx';
import { refusedFields } from '#web/parts/refused-fields.ts';
import { createApiKey } from '#web/requests/api-keys.ts';
import type { Scope } from '#web/requests/api-keys.ts';

const scopes: readonly Scope[] = [
  'slots:read',
  'consultations:read',
  'consultations:book',
  'consultations:reschedule',
  'consultations:cancel',
];
const validDays = [30, 90, 180, 365];

export function NewApiKey({ onCreated }: { onCreated: (secret: string) => void }) {
  const words = accountWords().keys;
  const [name, setName] = useState('');
  const [granted, setGranted] = useState<readonly Scope[]>(['slots:read']);
  const [expiresInDays, setExpiresInDays] = useState(90);
  const form = useForm({
    check: () => ({
      ...(name.trim() === '' ? { 'key-name': words.nameFault } : {}),
      ...(granted.length === 0 ? { scopes: words.scopesFault } : {}),
    }),
    send: async () => {
      onCreated(await createApiKey({ name: name.trim(), scopes: [...granted], expiresInDays }));
      setName('');
    },
    faultsFrom: (problem) =>
      refusedFields(problem, [{ pointer: '/name', id: 'key-name', text: words.nameFault }]),
  });
  return (
    <Form form={form} action={words.create} look="">
      <TextField
        id="key-name"
        label={words.name}
        autocomplete="off"
        maxLength={100}
        value={name}
        fault={form.faults['key-name']}
        onType={setName}
      />
      <CheckGroup
        id="scopes"
        legend={words.scopes}
        choices={scopes.map((scope) => ({ value: scope, label: words.scope[scope] }))}
        chosen={granted}
        fault={form.faults['scopes']}
        onChange={setGranted}
      />
      <SelectField
        id="key-days"
        label={words.days}
        value={String(expiresInDays)}
        choices={validDays.map((days) => ({ value: String(days), label: commonWords().days(days) }))}
        onChoose={(days) => setExpiresInDays(Number(days))}
      />
    </Form>
  );
}
