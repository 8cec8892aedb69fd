import { plainDate } from '#web/format/time.ts';
import { lawyerWords } from '#web/i18n/lawyer.ts';
import { Icon } from '#web/parts/icon.tsx';
import type { DateRule } from './hours-draft.ts';
import { NewDateRule } from './new-date-rule.tsx';

interface DateRulesProps {
  rules: readonly DateRule[];
  onChange: (rules: readonly DateRule[]) => void;
}

/** Dates with a rule of their own: closed, or with other hours. */
export function DateRules({ rules, onChange }: DateRulesProps) {
  const words = lawyerWords().hours;
  const sorted = rules.toSorted((a, b) => a.startDate.localeCompare(b.startDate));
  return (
    <section class="card stack">
      <h2>{words.dates}</h2>
      <p class="soft">{words.datesLead}</p>
      {rules.length === 0 ? (
        <p>{words.datesNone}</p>
      ) : (
        <ul class="item-list">
          {sorted.map((rule) => (
            <li key={JSON.stringify(rule)}>
              <div>
                <strong>{datesText(rule)}</strong>
                <p class="small soft">{ruleText(rule)}</p>
              </div>
              <button
                type="button"
                class="icon-button"
                aria-label={words.removeDate(`${datesText(rule)}, ${ruleText(rule)}`)}
                onClick={() => onChange(rules.filter((other) => other !== rule))}
              >
                <Icon name="trash" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <NewDateRule onAdd={(rule) => onChange([...rules, rule])} />
    </section>
  );
}

function datesText({ startDate, endDate }: DateRule): string {
  return startDate === endDate ? plainDate(startDate) : `${plainDate(startDate)} – ${plainDate(endDate)}`;
}

function ruleText({ type, startTime, endTime }: DateRule): string {
  const kind = lawyerWords().hours.kinds[type];
  return startTime === undefined || endTime === undefined ? kind : `${kind}, ${startTime}–${endTime}`;
}
