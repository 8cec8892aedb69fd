import { dateAndTime } from '#web/format/time.ts';
import { wordFor } from '#web/i18n/common.ts';
import { consultationWords } from '#web/i18n/consultation.ts';
import type { TimelineEntry } from '#web/requests/consultations.ts';
import { zone } from '#web/state/zone.ts';

/** What has happened, the latest first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const words = consultationWords();
  return (
    <section class="card stack">
      <h2>{words.timeline.title}</h2>
      <ol class="timeline">
        {entries.toReversed().map((entry) => (
          <li key={`${entry.at} ${entry.kind}`}>
            <span>
              <strong>{wordFor(words.timeline, entry.kind)}</strong>{' '}
              <span class="soft">{words.by[entry.by]}</span>
            </span>
            <time class="small soft" dateTime={entry.at}>
              {dateAndTime(entry.at, zone.value)}
            </time>
          </li>
        ))}
      </ol>
    </section>
  );
}
