import { calendarWords } from '#web/i18n/calendars.ts';
import { commonWords } from '#web/i18n/common.ts';
import { Button } from '#web/parts/button.tsx';
import { Dialog } from '#web/parts/dialog.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import { makeFeed, removeFeed } from '#web/requests/calendars.ts';
import type { Feed } from '#web/requests/calendars.ts';
import { useAction } from '#web/state/action.ts';

export type FeedOrder = 'rotate' | 'remove';

interface FeedDialogProps {
  order: FeedOrder;
  onClose: () => void;
  onDone: (feed: Feed) => void;
}

/** Both orders end the address that calendars use, and say so first. */
export function FeedDialog({ order, onClose, onDone }: FeedDialogProps) {
  const words = calendarWords().feed;
  const { busy, problem, run } = useAction();
  const { title, text, go } = order === 'rotate' ? words.rotating : words.removing;
  const carryOut = () =>
    run(async () => {
      if (order === 'rotate') {
        onDone(await makeFeed());
        say(words.made);
      } else {
        await removeFeed();
        onDone({ url: null, createdAt: null });
        say(words.removed);
      }
    });
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      {problem && <ProblemNotice problem={problem} />}
      <div class="row dialog-actions">
        <Button onPress={onClose}>{commonWords().cancel}</Button>
        <Button look="danger primary" busy={busy} onPress={() => void carryOut()}>
          {go}
        </Button>
      </div>
    </Dialog>
  );
}
