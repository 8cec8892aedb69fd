import { dayName, plainDate } from '#web/format/time.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { locale } from '#web/i18n/locale.ts';
import { offerName } from '#web/i18n/names.ts';
import { SelectField } from '#web/parts/field.tsx';
import { Loaded } from '#web/parts/states.tsx';
import type { Preview } from '#web/requests/own-hours.ts';
import type { Offer } from '#web/requests/pricing.ts';
import { ConflictNotice } from './conflict-list.tsx';
import type { Count } from './use-preview.ts';

/** How many times clients would find in the next two weeks, and what would no longer fit: before anything is saved. */
export function PreviewPanel({ count }: { count: Count }) {
  const words = hoursWords().preview;
  return (
    <aside class="card stack preview" aria-labelledby="preview-title">
      <h2 id="preview-title">{words.title}</h2>
      <Loaded query={count.offers} rows={1}>
        {(offers) => (offers.length === 0 ? <Unpriced /> : <Counts count={count} offers={offers} />)}
      </Loaded>
    </aside>
  );
}

function Unpriced() {
  const words = hoursWords().preview;
  return (
    <>
      <p>{words.noPrice}</p>
      <a class="button" href="/lawyer/prices">
        {words.toPrices}
      </a>
    </>
  );
}

function Counts({ count, offers }: { count: Count; offers: readonly Offer[] }) {
  const words = hoursWords();
  const { change, chosen, choose, counted } = count;
  const { query, now, isBehind } = counted;
  const isChanged = change === null || Object.keys(change).length > 0;
  const isCounted = change !== null && isChanged;
  return (
    <>
      <OfferChoice
        id="preview-offer"
        label={words.preview.offer}
        offers={offers}
        value={chosen}
        onChoose={choose}
      />
      <Loaded query={query} rows={1}>
        {(preview) => (
          <div class="stack" aria-busy={isBehind}>
            <Total preview={preview} now={isCounted ? now : undefined} />
            <p class="small soft" role="status">
              {statusText({ isBehind, hasFaults: change === null, isChanged })}
            </p>
            <Days preview={preview} />
            <ConflictNotice
              title={
                isChanged
                  ? words.conflict.would(preview.conflicts.length)
                  : words.conflict.now(preview.conflicts.length)
              }
              conflicts={preview.conflicts}
              saved={!isChanged}
            />
          </div>
        )}
      </Loaded>
      <a class="way-on" href="/lawyer/times">
        {words.preview.why}
      </a>
    </>
  );
}

function statusText(state: { isBehind: boolean; hasFaults: boolean; isChanged: boolean }): string {
  const words = hoursWords().preview;
  if (state.hasFaults) return words.faults;
  if (state.isBehind) return words.waiting;
  return state.isChanged ? words.unsaved : words.current;
}

export function OfferChoice({
  id,
  label,
  offers,
  value,
  onChoose,
}: {
  id: string;
  label: string;
  offers: readonly Offer[];
  /** The place of the chosen one in the list. */
  value: string;
  onChoose: (value: string) => void;
}) {
  return (
    <SelectField
      id={id}
      label={label}
      value={value}
      choices={offers.map(({ consultationType, durationMinutes }, index) => ({
        value: String(index),
        label: offerName(consultationType, durationMinutes),
      }))}
      onChoose={onChoose}
    />
  );
}

function Total({ preview, now }: { preview: Preview; now: number | undefined }) {
  const words = hoursWords().preview;
  const difference = now === undefined ? undefined : preview.total - now;
  return (
    <div>
      <p class="small soft">{words.span}</p>
      <p class="preview-total">
        <strong class="number">{preview.total}</strong>
        {difference !== undefined && <Difference difference={difference} />}
      </p>
      {preview.total === 0 && <p>{words.none}</p>}
    </div>
  );
}

function Difference({ difference }: { difference: number }) {
  const words = hoursWords().preview;
  if (difference === 0) return <span class="badge">{words.same}</span>;
  return difference < 0 ? (
    <span class="badge warn">{words.fewer(-difference)}</span>
  ) : (
    <span class="badge good">{words.more(difference)}</span>
  );
}

const DAYS_A_ROW = 7;

/** Two rows of seven days, each with its number and a bar: the fullest day has a full one. */
function Days({ preview: { days } }: { preview: Preview }) {
  const words = hoursWords().preview;
  const most = Math.max(1, ...days.map(({ slots }) => slots));
  const rows = [days.slice(0, DAYS_A_ROW), days.slice(DAYS_A_ROW, 2 * DAYS_A_ROW)];
  return (
    <table class="preview-days">
      <caption class="hidden-visually">{words.table}</caption>
      <thead>
        <tr>
          {days.slice(0, DAYS_A_ROW).map(({ date }) => (
            <th key={date} scope="col" abbr={dayName(date)}>
              {dayName(date, locale.value === 'ar' ? 'narrow' : 'short')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map(({ date, slots }) => (
              <td key={date} class={slots === 0 ? 'none' : ''}>
                <span class="hidden-visually">{words.onDay(plainDate(date), slots)}</span>
                <span aria-hidden="true" class="bar" style={{ '--part': slots / most }}>
                  <b class="number">{slots}</b>
                </span>
                <span aria-hidden="true" class="date">
                  {Number(date.slice(8))}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
