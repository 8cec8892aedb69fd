import { calendarWords } from '#web/i18n/calendars.ts';
import { Button } from '#web/parts/button.tsx';
import { Dialog } from '#web/parts/dialog.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import { disconnectCalendar } from '#web/requests/calendars.ts';
import type { Calendar } from '#web/requests/calendars.ts';
import { useAction } from '#web/state/action.ts';

interface DisconnectDialogProps {
  calendar: Calendar;
  onClose: () => void;
  onDisconnected: () => void;
}

/** What ends with the connection, before it ends. */
export function DisconnectDialog({ calendar, onClose, onDisconnected }: DisconnectDialogProps) {
  const { providers, disconnect, disconnecting } = calendarWords();
  const { busy, problem, run } = useAction();
  const isAddress = calendar.provider === 'ics';
  const leave = () =>
    run(async () => {
      await disconnectCalendar(calendar.id);
      say(disconnecting.done);
      onDisconnected();
    });
  return (
    <Dialog title={disconnecting.title(providers[calendar.provider])} onClose={onClose}>
      <ul class="plain-points">
        <li>{disconnecting.opens}</li>
        {!isAddress && <li>{disconnecting.stays}</li>}
        <li>{isAddress ? disconnecting.address : disconnecting.forgotten}</li>
      </ul>
      {problem && <ProblemNotice problem={problem} />}
      <div class="row dialog-actions">
        <Button onPress={onClose}>{disconnecting.keep}</Button>
        <Button look="danger primary" busy={busy} onPress={() => void leave()}>
          {disconnect}
        </Button>
      </div>
    </Dialog>
  );
}
