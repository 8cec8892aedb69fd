import { datesWords } from '#web/i18n/dates.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import type { DateEntry } from './date-entries.ts';
import { datesText } from './hours-text.ts';

interface DateListProps {
  entries: readonly DateEntry[];
  today: string;
  busy: boolean;
  /** What was taken away last, in words. */
  removed: string | undefined;
  onUndo: () => void;
  onEdit: (entry: DateEntry) => void;
  onRemove: (entry: DateEntry) => void;
}

/** Everything with dates of its own: what is to come, and, folded away, what has passed. */
export function DateList({ entries, today, removed, busy, onUndo, ...row }: DateListProps) {
  const words = datesWords().list;
  const coming = entries.filter(({ endDate }) => endDate >= today);
  const past = entries.filter(({ endDate }) => endDate < today).toReversed();
  return (
    <section class="card stack" aria-labelledby="dates-list">
      <div>
        <h2 id="dates-list">{words.title}</h2>
        <div role="status">
          {removed !== undefined && (
            <p class="undo">
              {words.removed(removed)}
              <Button look="quiet" busy={busy} onPress={onUndo}>
                {words.undo}
              </Button>
            </p>
          )}
        </div>
      </div>
      {coming.length === 0 ? (
        <div class="stack tight">
          <p>{words.none}</p>
          <p class="soft small">{words.noneHint}</p>
        </div>
      ) : (
        <Entries entries={coming} {...row} />
      )}
      <a class="button" href="/lawyer/holidays">
        <Icon name="calendar" />
        {words.holidays}
      </a>
      {past.length > 0 && (
        <details class="fold">
          <summary>{words.past(past.length)}</summary>
          <Entries entries={past} {...row} />
        </details>
      )}
    </section>
  );
}

type EntriesProps = Pick<DateListProps, 'entries' | 'onEdit' | 'onRemove'>;

function Entries({ entries, onEdit, onRemove }: EntriesProps) {
  const words = datesWords().list;
  return (
    <ul class="date-entries">
      {entries.map((entry) => {
        const label = `${datesText(entry)}, ${entry.text}`;
        return (
          <li key={entry.key}>
            <span class={`date-mark ${markOf(entry)}`} aria-hidden="true" />
            <div>
              <strong>{datesText(entry)}</strong>
              <p class="small soft">{entry.text}</p>
            </div>
            {entry.undoable ? (
              <>
                <button
                  type="button"
                  class="button quiet"
                  aria-label={words.edit(label)}
                  onClick={() => onEdit(entry)}
                >
                  {words.change}
                </button>
                <button
                  type="button"
                  class="icon-button"
                  aria-label={words.remove(label)}
                  onClick={() => onRemove(entry)}
                >
                  <Icon name="trash" />
                </button>
              </>
            ) : (
              <a class="button quiet" href={entry.href ?? ''} aria-label={words.edit(label)}>
                {words.change}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function markOf({ rule, travel }: DateEntry): string {
  if (travel) return 'travel';
  return rule?.type ?? 'temporary';
}
