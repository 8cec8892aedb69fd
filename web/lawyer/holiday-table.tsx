import { holidaysMax } from '#domain/holidays.ts';
import { datesWords } from '#web/i18n/dates.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import type { RowFault } from './holiday-draft.ts';
import type { HolidayRow } from './holiday-list.ts';

interface TableProps {
  year: number;
  rows: readonly HolidayRow[];
  faults: readonly RowFault[];
  onChange: (rows: readonly HolidayRow[]) => void;
}

/** The year's holidays, each to be changed: nothing that was read has to be believed. */
export function HolidayTable({ year, rows, faults, onChange }: TableProps) {
  const words = datesWords().holidays;
  return (
    <section class="card stack">
      <h2>{words.table(year)}</h2>
      {rows.length === 0 && <p>{words.none}</p>}
      <ul class="holiday-rows">
        {rows.map((row, index) => (
          <Row
            key={index}
            number={index + 1}
            row={row}
            year={year}
            fault={faults[index]}
            onChange={(changed) =>
              onChange(rows.map((known, at) => (at === index ? { ...known, ...changed } : known)))
            }
            onRemove={() => onChange(rows.filter((_, at) => at !== index))}
          />
        ))}
      </ul>
      {rows.length < holidaysMax && (
        <div>
          <Button onPress={() => onChange([...rows, { startDate: '', endDate: '', name: '' }])}>
            <Icon name="plus" />
            {words.addRow}
          </Button>
        </div>
      )}
    </section>
  );
}

interface RowProps {
  number: number;
  row: HolidayRow;
  year: number;
  fault: RowFault;
  onChange: (change: Partial<HolidayRow>) => void;
  onRemove: () => void;
}

function Row({ number, row, year, fault, onChange, onRemove }: RowProps) {
  const words = datesWords().holidays;
  const id = `holiday-${number}`;
  const texts = { dates: words.dateFault, order: words.orderFault, year: words.yearFault(year) };
  const shared = {
    class: 'input',
    'aria-invalid': fault !== undefined,
    'aria-describedby': `${id}-fault`,
  };
  return (
    <li>
      <label>
        <span>{words.columns.first}</span>
        <input
          type="date"
          id={id}
          {...shared}
          aria-label={words.firstDay(number)}
          value={row.startDate}
          onInput={({ currentTarget: { value } }) =>
            onChange({ startDate: value, ...(row.endDate < value && { endDate: value }) })
          }
        />
      </label>
      <label>
        <span>{words.columns.last}</span>
        <input
          type="date"
          {...shared}
          aria-label={words.lastDay(number)}
          min={row.startDate}
          value={row.endDate}
          onInput={({ currentTarget: { value } }) => onChange({ endDate: value })}
        />
      </label>
      <label>
        <span>{words.columns.name}</span>
        <input
          type="text"
          class="input"
          dir="auto"
          maxLength={80}
          autocomplete="off"
          aria-label={words.name(number)}
          value={row.name}
          onInput={({ currentTarget: { value } }) => onChange({ name: value })}
        />
      </label>
      <button type="button" class="icon-button" aria-label={words.remove(number)} onClick={onRemove}>
        <Icon name="trash" />
      </button>
      <p id={`${id}-fault`} class="window-note bad" role="status">
        {fault !== undefined && texts[fault]}
      </p>
    </li>
  );
}
