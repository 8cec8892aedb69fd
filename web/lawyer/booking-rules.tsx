import { zoneChoices } from '#web/format/zone-choices.ts';
import { commonWords } from '#web/i18n/common.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { SelectField } from '#web/parts/field.tsx';
import type { HoursDraft } from './hours-draft.ts';

const buffers = [0, 5, 10, 15, 20, 30, 45, 60];
const everyMinutes = [5, 10, 15, 20, 30, 45, 60];
const noticeHours = [0, 0.5, 1, 2, 4, 6, 12, 24, 48, 72];
const horizonDays = [7, 14, 30, 60, 90, 180, 365];
const limits = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30];

interface RulesProps {
  draft: HoursDraft;
  onChange: (change: Partial<HoursDraft>) => void;
}

/** Pause, step, notice, horizon and limits, each from a few sensible values and the one that holds now. */
export function BookingRules({ draft, onChange }: RulesProps) {
  const words = lawyerWords().hours;
  return (
    <section class="card stack">
      <h2>{words.rules}</h2>
      <label class="check">
        <input
          type="checkbox"
          checked={draft.isActive}
          onChange={({ currentTarget }) => onChange({ isActive: currentTarget.checked })}
        />
        {words.active}
      </label>
      <div class="field-columns">
        <SelectField
          id="hours-zone"
          label={words.zone}
          value={draft.timezone}
          choices={zoneChoices(draft.timezone)}
          onChoose={(timezone) => onChange({ timezone })}
        />
        <Numbers draft={draft} onChange={onChange} />
        <LimitChoice
          id="per-day"
          label={words.perDay}
          value={draft.perDay}
          onChoose={(perDay) => onChange({ perDay })}
        />
        <LimitChoice
          id="per-week"
          label={words.perWeek}
          value={draft.perWeek}
          onChoose={(perWeek) => onChange({ perWeek })}
        />
      </div>
    </section>
  );
}

function Numbers({ draft, onChange }: RulesProps) {
  const words = lawyerWords().hours;
  const { minutes, days } = commonWords();
  return (
    <>
      <NumberChoice
        id="buffer"
        label={words.buffer}
        value={draft.bufferMinutes}
        values={buffers}
        text={minutes}
        onChoose={(bufferMinutes) => onChange({ bufferMinutes })}
      />
      <NumberChoice
        id="step"
        label={words.step}
        value={draft.stepMinutes}
        values={everyMinutes}
        text={minutes}
        onChoose={(stepMinutes) => onChange({ stepMinutes })}
      />
      <NumberChoice
        id="notice"
        label={words.notice}
        value={draft.minNoticeHours}
        values={noticeHours}
        text={noticeText}
        onChoose={(minNoticeHours) => onChange({ minNoticeHours })}
      />
      <NumberChoice
        id="horizon"
        label={words.horizon}
        value={draft.maxAdvanceDays}
        values={horizonDays}
        text={days}
        onChoose={(maxAdvanceDays) => onChange({ maxAdvanceDays })}
      />
    </>
  );
}

function noticeText(hours: number): string {
  const words = lawyerWords().hours;
  const common = commonWords();
  if (hours === 0) return words.noNotice;
  return hours < 1 ? common.minutes(hours * 60) : common.hours(hours);
}

interface NumberChoiceProps {
  id: string;
  label: string;
  value: number;
  values: readonly number[];
  text: (n: number) => string;
  onChoose: (n: number) => void;
}

function NumberChoice({ id, label, value, values, text, onChoose }: NumberChoiceProps) {
  const all = [...new Set([...values, value])].toSorted((a, b) => a - b);
  return (
    <SelectField
      id={id}
      label={label}
      value={String(value)}
      choices={all.map((n) => ({ value: String(n), label: text(n) }))}
      onChoose={(chosen) => onChoose(Number(chosen))}
    />
  );
}

function LimitChoice({
  value,
  onChoose,
  ...around
}: {
  id: string;
  label: string;
  value: number | undefined;
  onChoose: (n: number | undefined) => void;
}) {
  const all = [...new Set([...limits, ...(value === undefined ? [] : [value])])].toSorted((a, b) => a - b);
  return (
    <SelectField
      {...around}
      value={value === undefined ? '' : String(value)}
      placeholder={lawyerWords().hours.noLimit}
      choices={all.map((n) => ({ value: String(n), label: String(n) }))}
      onChoose={(chosen) => onChoose(chosen === '' ? undefined : Number(chosen))}
    />
  );
}
