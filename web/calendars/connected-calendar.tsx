import { useState } from 'preact/hooks';
import { calendarWords } from '#web/i18n/calendars.ts';
import { Button } from '#web/parts/button.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import { checkCalendar } from '#web/requests/calendars.ts';
import type { Calendar } from '#web/requests/calendars.ts';
import { useAction } from '#web/state/action.ts';
import { AddressForm } from './address-form.tsx';
import { CalendarFrame } from './calendar-frame.tsx';
import { CalendarBadge, CalendarState } from './calendar-state.tsx';
import { ConsentButton } from './consent-button.tsx';
import { DisconnectDialog } from './disconnect-dialog.tsx';

interface ConnectedCalendarProps {
  calendar: Calendar;
  onChange: () => void;
}

/** A connected calendar: how it stands, and what can be done with it. */
export function ConnectedCalendar({ calendar, onChange }: ConnectedCalendarProps) {
  const [moving, setMoving] = useState(false);
  const isLost = calendar.status === 'needs_reauth' && calendar.provider === 'ics';
  return (
    <CalendarFrame
      provider={calendar.provider}
      account={calendar.account}
      badge={<CalendarBadge calendar={calendar} />}
    >
      <CalendarState calendar={calendar} />
      {(isLost || moving) && (
        <AddressForm
          onConnected={() => {
            setMoving(false);
            onChange();
          }}
        />
      )}
      <Tools
        calendar={calendar}
        onMove={isLost || moving ? undefined : () => setMoving(true)}
        onChange={onChange}
      />
    </CalendarFrame>
  );
}

interface ToolsProps extends ConnectedCalendarProps {
  /** Another address is wanted; absent while there is a form for it. */
  onMove: (() => void) | undefined;
}

function Tools({ calendar, onMove, onChange }: ToolsProps) {
  const words = calendarWords();
  const { provider, status } = calendar;
  const [leaving, setLeaving] = useState(false);
  return (
    <>
      <div class="row calendar-tools">
        {status !== 'needs_reauth' && <CheckNow calendar={calendar} onChange={onChange} />}
        {status === 'needs_reauth' && provider !== 'ics' && (
          <ConsentButton provider={provider} label={words.reconnect} look="primary" />
        )}
        {provider === 'ics' && onMove && (
          <Button look="quiet" onPress={onMove}>
            {words.address.replace}
          </Button>
        )}
        <Button look="quiet" onPress={() => setLeaving(true)}>
          {words.disconnect}
        </Button>
      </div>
      {leaving && (
        <DisconnectDialog
          calendar={calendar}
          onClose={() => setLeaving(false)}
          onDisconnected={() => {
            setLeaving(false);
            onChange();
          }}
        />
      )}
    </>
  );
}

function CheckNow({ calendar, onChange }: ConnectedCalendarProps) {
  const words = calendarWords();
  const { busy, problem, run } = useAction();
  const check = () =>
    run(async () => {
      await checkCalendar(calendar.id);
      say(words.checking);
      onChange();
    });
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      <Button busy={busy} onPress={() => void check()}>
        {words.check}
      </Button>
    </>
  );
}
