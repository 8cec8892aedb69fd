import { dateAndTime } from '#web/format/time.ts';
import { operationsWords } from '#web/i18n/operations.ts';
import { Loaded } from '#web/parts/states.tsx';
import { listUnhandledEvents } from '#web/requests/operations.ts';
import type { UnhandledEvent } from '#web/requests/operations.ts';
import { useQuery } from '#web/state/query.ts';
import { zone } from '#web/state/zone.ts';

/** What providers said of consultations whose workflow had ended: nothing else looks at it any more. */
export function EventList() {
  const words = operationsWords();
  const query = useQuery('unhandled', listUnhandledEvents);
  return (
    <section class="stack">
      <h2>{words.events}</h2>
      <Loaded query={query} rows={1}>
        {(events) =>
          events.length === 0 ? <p class="soft">{words.noEvents}</p> : <Events events={events} />
        }
      </Loaded>
    </section>
  );
}

function Events({ events }: { events: readonly UnhandledEvent[] }) {
  return (
    <>
      <p class="soft">{operationsWords().eventsHint}</p>
      <ul class="stack">
        {events.map(({ provider, kind, objectId, consultationId, at }) => (
          <li key={`${objectId} ${kind} ${at}`} class="card stack tight">
            <h3>
              <bdi>
                {provider} {kind}
              </bdi>
            </h3>
            <p class="meta-line small soft">
              <bdi>{objectId}</bdi>
              {consultationId !== null && <bdi>{consultationId}</bdi>}
              <time dateTime={at}>{dateAndTime(at, zone.value)}</time>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
