import { useState } from 'preact/hooks';
import { calendarWords } from '#web/i18n/calendars.ts';
import { Button } from '#web/parts/button.tsx';
import type { Provider } from '#web/requests/calendars.ts';
import { AddressForm } from './address-form.tsx';
import { CalendarFrame } from './calendar-frame.tsx';
import { ConsentButton } from './consent-button.tsx';

interface OfferedCalendarProps {
  provider: Provider;
  isAvailable: boolean;
  onChange: () => void;
}

/** A provider of whom nothing is connected: what it would bring, and the way to it. */
export function OfferedCalendar({ provider, isAvailable, onChange }: OfferedCalendarProps) {
  const words = calendarWords();
  return (
    <CalendarFrame provider={provider}>
      <p class="small soft">{words.offers[provider]}</p>
      {!isAvailable && <p class="small soft">{words.unavailable}</p>}
      {isAvailable && provider === 'ics' && <AddressWay onChange={onChange} />}
      {isAvailable && provider !== 'ics' && (
        <div class="row calendar-tools">
          <ConsentButton provider={provider} label={words.connect} />
        </div>
      )}
    </CalendarFrame>
  );
}

/** The form opens when it is wanted: most lawyers have one of the other two. */
function AddressWay({ onChange }: { onChange: () => void }) {
  const [open, setOpen] = useState(false);
  if (open) return <AddressForm onConnected={onChange} />;
  return (
    <div class="row calendar-tools">
      <Button onPress={() => setOpen(true)}>{calendarWords().connect}</Button>
    </div>
  );
}
