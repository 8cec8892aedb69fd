import { datesWords } from '#web/i18n/dates.ts';
import type { HolidayChange, HolidayRow } from './holiday-list.ts';
import { datesText, named } from './hours-text.ts';

const tones = { new: 'good', changed: 'warn', gone: 'bad', same: '' } as const;

/** What saving the list does to what is there, one line for each holiday that does not stay. */
export function HolidayChanges({ changes }: { changes: readonly HolidayChange[] }) {
  const words = datesWords().holidays;
  const stays = changes.filter(({ kind }) => kind === 'same').length;
  const moving = changes.filter(({ kind }) => kind !== 'same');
  return (
    <section class="card stack holiday-changes" aria-labelledby="holiday-changes">
      <h2 id="holiday-changes">{words.changes}</h2>
      {moving.length === 0 ? (
        <p>{words.noChanges}</p>
      ) : (
        <ul class="stack tight">
          {moving.map(({ kind, row, from }) => (
            <li key={`${kind} ${row.startDate} ${row.name}`}>
              <span class={`badge ${tones[kind]}`}>{words.kinds[kind]}</span>
              <span>
                {rowText(row)}
                {from && <span class="soft"> ({words.was(rowText(from))})</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      {moving.length > 0 && stays > 0 && <p class="soft">{words.stay(stays)}</p>}
      <p class="soft small">{words.own}</p>
    </section>
  );
}

function rowText(row: HolidayRow): string {
  return row.name === '' ? datesText(row) : named(row.name, datesText(row));
}
