import { useState } from 'preact/hooks';
import { entryWords } from '#web/i18n/entry.ts';
import { consultationWords } from '#web/i18n/consultation.ts';
import { CodeField } from '#web/parts/code-field.tsx';
import { Form, useForm } from '#web/parts/form.tsx';
import { proveAddress, sendAddressCode } from '#web/requests/account.ts';
import { account } from '#web/state/account.ts';

/** A new client proves the address while the slot is held; the way to the payment opens then. */
export function AddressProof({ onProven }: { onProven: () => void }) {
  const words = consultationWords().phases.prove;
  const { fault } = entryWords().code;
  const [code, setCode] = useState('');
  const form = useForm({
    check: () => (code.length === 6 ? {} : { code: fault }),
    send: async () => {
      account.value = await proveAddress(code);
      onProven();
    },
    faultsFrom: (problem) => (problem.code === 'invalid_request' ? { code: fault } : {}),
  });
  return (
    <div class="address-proof">
      <p>
        {words.sentTo} <bdi>{account.value?.email}</bdi>
      </p>
      <Form form={form} action={words.button}>
        <CodeField value={code} fault={form.faults['code']} onType={setCode} onResend={sendAddressCode} />
      </Form>
    </div>
  );
}
