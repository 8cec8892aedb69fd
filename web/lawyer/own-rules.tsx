import { hoursWords } from '#web/i18n/hours.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import type { Availability } from '#web/requests/own-hours.ts';
import { lengthText } from './hours-text.ts';
import { NumberChoice } from './number-choice.tsx';
import { withOwnRule } from './price-draft.ts';
import type { OwnRules, PriceDraft } from './price-draft.ts';
import { bufferChoices, noticeChoices, stepChoices } from './rule-choices.ts';

interface OwnRulesProps {
  draft: PriceDraft;
  general: Availability;
  onChange: (change: Partial<PriceDraft>) => void;
}

/** Pause, notice and rhythm of one type; what is not chosen follows the general rules, also when those change. */
export function OwnRulesFields({ draft, general, onChange }: OwnRulesProps) {
  const { rules } = hoursWords();
  const words = lawyerWords().prices;
  const { consultationType: type, own } = draft;
  const set = (name: keyof OwnRules) => (value: number | undefined) =>
    onChange(withOwnRule(draft, name, value));
  const setNotice = (minutes: number | undefined) =>
    set('minNoticeHours')(minutes === undefined ? undefined : minutes / 60);
  return (
    <details class="fold" open={Object.keys(own).length > 0}>
      <summary>{words.own}</summary>
      <p class="soft small">{words.ownLead}</p>
      <div class="field-columns">
        <NumberChoice
          id={`buffer-${type}`}
          label={rules.buffer}
          value={own.bufferMinutes}
          values={bufferChoices}
          text={lengthText}
          none={words.general(lengthText(general.bufferMinutes))}
          onChoose={set('bufferMinutes')}
        />
        <NumberChoice
          id={`notice-${type}`}
          label={rules.notice}
          value={own.minNoticeHours === undefined ? undefined : own.minNoticeHours * 60}
          values={noticeChoices}
          text={lengthText}
          none={words.general(lengthText(general.minNoticeHours * 60))}
          onChoose={setNotice}
        />
        <NumberChoice
          id={`step-${type}`}
          label={rules.step}
          value={own.stepMinutes}
          values={stepChoices}
          text={lengthText}
          none={words.general(lengthText(general.stepMinutes))}
          onChoose={set('stepMinutes')}
        />
      </div>
    </details>
  );
}
