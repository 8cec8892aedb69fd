import { dateAndTime } from '#web/format/time.ts';
import { datesWords } from '#web/i18n/dates.ts';
import { DifferenceList } from '#web/lawyer/stale-notice.tsx';
import { differencesOf } from '#web/lawyer/differences.ts';
import { priceDifferences } from '#web/lawyer/price-differences.ts';
import { LawyerSection } from '#web/lawyer/section.tsx';
import { Paged } from '#web/parts/paged.tsx';
import { Empty } from '#web/parts/states.tsx';
import { listChanges } from '#web/requests/own-hours.ts';
import type { HoursChange } from '#web/requests/own-hours.ts';
import { usePages } from '#web/state/listing.ts';
import { zone } from '#web/state/zone.ts';
import '#web/styles/day-times.css';

export function ChangesPage() {
  const words = datesWords().changes;
  return (
    <LawyerSection title={words.page} lead={words.lead}>
      {(lawyerId) => <Changes lawyerId={lawyerId} />}
    </LawyerSection>
  );
}

function Changes({ lawyerId }: { lawyerId: string }) {
  const pages = usePages(lawyerId, (page, signal) => listChanges(lawyerId, page, signal));
  return (
    <Paged pages={pages} empty={<Empty icon="clock" title={datesWords().changes.none} />}>
      {(changes) => (
        <ol class="changes">
          {changes.map((change) => (
            <Change key={change.id} change={change} />
          ))}
        </ol>
      )}
    </Paged>
  );
}

function Change({ change: { kind, by, at, before, after } }: { change: HoursChange }) {
  const words = datesWords().changes;
  const { prices: pricesBefore, ...hoursBefore } = before;
  const { prices: pricesAfter, ...hoursAfter } = after;
  const differences = [
    ...differencesOf(hoursBefore, hoursAfter),
    ...priceDifferences(pricesBefore, pricesAfter),
  ];
  return (
    <li>
      <div>
        <strong>{words.kinds[kind]}</strong>{' '}
        <span class="soft small">
          <time dateTime={at}>{dateAndTime(at, zone.value)}</time> · {words.by(words.actors[by])}
        </span>
      </div>
      {differences.length > 0 && <DifferenceList differences={differences} />}
    </li>
  );
}
