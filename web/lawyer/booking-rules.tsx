import { zoneChoices } from '#web/format/zone-choices.ts';
import { commonWords } from '#web/i18n/common.ts';
import { hoursWords } from '#web/i18n/hours.ts';
import { SelectField } from '#web/parts/field.tsx';
import { Notice } from '#web/parts/notice.tsx';
import { lengthText } from './hours-text.ts';
import { NumberChoice } from './number-choice.tsx';
import { bufferChoices, noticeChoices, stepChoices } from './rule-choices.ts';
import type { RulesDraft } from './rules-draft.ts';

const horizonDays = [7, 14, 30, 60, 90, 180, 365];
const limits = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30];

interface RulesProps {
  draft: RulesDraft;
  onChange: (change: Partial<RulesDraft>) => void;
}

/** Pause, step, notice, horizon and limits, each from a few sensible values and the one that holds now. */
export function BookingRules({ draft, onChange }: RulesProps) {
  const words = hoursWords().rules;
  return (
    <>
      <section class="card stack tight">
        <label class="check">
          <input
            id="active"
            type="checkbox"
            role="switch"
            aria-describedby="active-hint"
            checked={draft.isActive}
            onChange={({ currentTarget }) => onChange({ isActive: currentTarget.checked })}
          />
          <strong>{words.active}</strong>
        </label>
        <p id="active-hint" class="soft">
          {words.activeHint}
        </p>
        {!draft.isActive && (
          <Notice tone="warn" icon="warning">
            {words.inactive}
          </Notice>
        )}
      </section>
      <section class="card stack">
        <h2>{words.when}</h2>
        <div class="field-columns">
          <Numbers draft={draft} onChange={onChange} />
        </div>
        <h3>{words.limits}</h3>
        <Limits draft={draft} onChange={onChange} />
      </section>
      <ZoneCard draft={draft} onChange={onChange} />
    </>
  );
}

function Numbers({ draft, onChange }: RulesProps) {
  const words = hoursWords().rules;
  return (
    <>
      <NumberChoice
        id="notice"
        label={words.notice}
        value={draft.minNoticeHours * 60}
        values={noticeChoices}
        text={lengthText}
        onChoose={(minutes) => onChange({ minNoticeHours: (minutes ?? 0) / 60 })}
      />
      <NumberChoice
        id="horizon"
        label={words.horizon}
        value={draft.maxAdvanceDays}
        values={horizonDays}
        text={commonWords().days}
        onChoose={(days) => onChange({ maxAdvanceDays: days ?? 30 })}
      />
      <NumberChoice
        id="buffer"
        label={words.buffer}
        value={draft.bufferMinutes}
        values={bufferChoices}
        text={lengthText}
        onChoose={(minutes) => onChange({ bufferMinutes: minutes ?? 0 })}
      />
      <NumberChoice
        id="step"
        label={words.step}
        value={draft.stepMinutes}
        values={stepChoices}
        text={lengthText}
        onChoose={(minutes) => onChange({ stepMinutes: minutes ?? 30 })}
      />
    </>
  );
}

function Limits({ draft, onChange }: RulesProps) {
  const words = hoursWords().rules;
  const shared = { values: limits, text: String, none: words.noLimit };
  return (
    <div class="field-columns">
      <NumberChoice
        id="per-day"
        label={words.perDay}
        value={draft.perDay}
        {...shared}
        onChoose={(perDay) => onChange({ perDay })}
      />
      <NumberChoice
        id="per-week"
        label={words.perWeek}
        value={draft.perWeek}
        {...shared}
        onChoose={(perWeek) => onChange({ perWeek })}
      />
    </div>
  );
}

function ZoneCard({ draft, onChange }: RulesProps) {
  const words = hoursWords().rules;
  return (
    <section class="card stack">
      <SelectField
        id="hours-zone"
        label={words.zone}
        hint={words.zoneHint}
        value={draft.timezone}
        choices={zoneChoices(draft.timezone)}
        onChoose={(timezone) => onChange({ timezone })}
      />
      <a class="way-on" href="/lawyer/dates?add=travel">
        {words.travel}
      </a>
    </section>
  );
}
