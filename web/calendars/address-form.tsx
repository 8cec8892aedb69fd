import { useState } from 'preact/hooks';
import { calendarWords } from '#web/i18n/calendars.ts';
import { TextField } from '#web/parts/field.tsx';
import { Form, useForm } from '#web/parts/form.tsx';
import { refusedFields } from '#web/parts/refused-fields.ts';
import { say } from '#web/parts/toast.tsx';
import { connectAddress } from '#web/requests/calendars.ts';

/** The private address of a calendar, as its own program shows it. */
export function AddressForm({ onConnected }: { onConnected: () => void }) {
  const words = calendarWords();
  const [address, setAddress] = useState('');
  const form = useForm({
    check: () => (address.trim() === '' ? { 'calendar-address': words.address.missing } : {}),
    send: async () => {
      await connectAddress(address.trim());
      say(words.address.done);
      onConnected();
    },
    faultsFrom: (problem) =>
      refusedFields(problem, [{ pointer: '/url', id: 'calendar-address', text: words.address.fault }]),
  });
  return (
    <Form form={form} action={words.connect}>
      <TextField
        id="calendar-address"
        label={words.address.label}
        hint={words.address.hint}
        dir="ltr"
        autocomplete="off"
        maxLength={2_000}
        value={address}
        fault={form.faults['calendar-address']}
        onType={setAddress}
      />
    </Form>
  );
}
