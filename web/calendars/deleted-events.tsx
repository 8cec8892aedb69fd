import { dateAndTime } from '#web/format/time.ts';
import { calendarWords } from '#web/i18n/calendars.ts';
import { Button } from '#web/parts/button.tsx';
import { Notice } from '#web/parts/notice.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import { answerDeletion } from '#web/requests/calendars.ts';
import type { DeletedEvent } from '#web/requests/calendars.ts';
import { useAction } from '#web/state/action.ts';
import { zone } from '#web/state/zone.ts';

interface DeletedEventsProps {
  events: readonly DeletedEvent[];
  onChange: () => void;
}

/** An event deleted there is a question, never a cancellation. */
export function DeletedEvents({ events, onChange }: DeletedEventsProps) {
  const words = calendarWords().deleted;
  if (events.length === 0) return null;
  return (
    <Notice tone="warn" icon="calendar">
      <strong>{words.title(events.length)}</strong>
      <p>{words.lead}</p>
      <ul class="deleted-events">
        {events.map((event) => (
          <Question key={event.consultationId} event={event} onChange={onChange} />
        ))}
      </ul>
    </Notice>
  );
}

function Question({ event, onChange }: { event: DeletedEvent; onChange: () => void }) {
  const words = calendarWords().deleted;
  const { busy, problem, run } = useAction();
  const answer = (verdict: 'restore' | 'dismiss') =>
    run(async () => {
      await answerDeletion(event.consultationId, verdict);
      say(verdict === 'restore' ? words.restored : words.dismissed);
      onChange();
    });
  return (
    <li class="stack tight">
      <p class="row deleted-what">
        <time dateTime={event.scheduledAt}>{dateAndTime(event.scheduledAt, zone.value)}</time>
        <bdi class="number soft">{event.consultationNumber}</bdi>
      </p>
      {problem && <ProblemNotice problem={problem} />}
      <div class="row calendar-tools">
        <Button look="primary" busy={busy} onPress={() => void answer('restore')}>
          {words.restore}
        </Button>
        <Button disabled={busy} onPress={() => void answer('dismiss')}>
          {words.dismiss}
        </Button>
        <a class="button quiet" href={`/consultations/${event.consultationId}`}>
          {words.open}
        </a>
      </div>
    </li>
  );
}
