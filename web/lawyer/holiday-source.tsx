import { useState } from 'preact/hooks';
import { datesWords } from '#web/i18n/dates.ts';
import { Button } from '#web/parts/button.tsx';
import { FaultText, TextField } from '#web/parts/field.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { readHolidayFile, readHolidayLines } from './holiday-list.ts';
import type { HolidayRow, ReadHolidays } from './holiday-list.ts';
import '#web/styles/file-picker.css';

const FILE_BYTES_MAX = 1_048_576;

interface SourceProps {
  year: number;
  onRead: (rows: readonly HolidayRow[]) => void;
}

/** Where a year's holidays come from: a calendar file, or a list that is pasted. Neither is saved by being read. */
export function HolidaySource({ year, onRead }: SourceProps) {
  const [outcome, setOutcome] = useState<{ read: ReadHolidays; fault?: string }>();
  const take = (read: ReadHolidays) => {
    setOutcome({ read });
    if (read.rows.length > 0) onRead(read.rows);
  };
  return (
    <section class="card stack">
      <FileSource year={year} onRead={take} />
      <ListSource onRead={take} />
      <div role="status">{outcome && <Outcome read={outcome.read} year={year} />}</div>
    </section>
  );
}

function Outcome({ read: { rows, unread }, year }: { read: ReadHolidays; year: number }) {
  const words = datesWords().holidays;
  return (
    <p>
      {rows.length === 0 ? words.readNone(year) : words.readDone(rows.length)}
      {unread > 0 && <> · {words.unread(unread)}</>}
    </p>
  );
}

function FileSource({ year, onRead }: { year: number; onRead: (read: ReadHolidays) => void }) {
  const words = datesWords().holidays;
  const [fault, setFault] = useState<string>();
  const read = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    // The same file chosen again is another choice.
    input.value = '';
    if (!file) return;
    const isFit = file.size <= FILE_BYTES_MAX;
    setFault(isFit ? undefined : words.tooLarge);
    if (isFit) onRead(readHolidayFile(await file.text(), year));
  };
  return (
    <div class="field">
      <label for="holiday-file">{words.file}</label>
      <p class="hint" id="holiday-file-hint">
        {words.fileHint}
      </p>
      <div class="file-picker">
        <span class="button" aria-hidden="true">
          <Icon name="calendar" />
          {words.choose}
        </span>
        <input
          id="holiday-file"
          type="file"
          accept=".ics,text/calendar"
          aria-describedby="holiday-file-hint"
          onChange={({ currentTarget }) => void read(currentTarget)}
        />
      </div>
      <FaultText id="holiday-file" fault={fault} />
    </div>
  );
}

function ListSource({ onRead }: { onRead: (read: ReadHolidays) => void }) {
  const words = datesWords().holidays;
  const [text, setText] = useState('');
  return (
    <div class="stack tight">
      <TextField
        id="holiday-lines"
        label={words.paste}
        hint={`${words.pasteHint} ${words.pasteExample}`}
        rows={4}
        value={text}
        onType={setText}
      />
      <div>
        <Button
          disabled={text.trim() === ''}
          onPress={() => {
            onRead(readHolidayLines(text));
            setText('');
          }}
        >
          {words.read}
        </Button>
      </div>
    </div>
  );
}
