import { useState } from 'preact/hooks';
import { hoursWords } from '#web/i18n/hours.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import type { HoursDraft, TemporaryFault, TemporaryWeek } from './hours-draft.ts';
import { temporaryFaults } from './hours-draft.ts';
import { datesText } from './hours-text.ts';
import { NewTemporary } from './new-temporary.tsx';
import { TemporaryFields } from './temporary-fields.tsx';
import { WeekEditor } from './week-editor.tsx';

interface TemporaryHoursProps {
  draft: HoursDraft;
  /** Dates that were chosen elsewhere; the form for new ones then stands open. */
  wanted: { startDate: string; endDate: string } | undefined;
  onChange: (temporary: readonly TemporaryWeek[]) => void;
}

/** Weeks that hold for some dates only. They are part of the page's draft, and saved with it. */
export function TemporaryHoursCard({ draft, wanted, onChange }: TemporaryHoursProps) {
  const words = hoursWords().temporary;
  const { week, temporary } = draft;
  const faults = temporaryFaults(temporary);
  const [removed, setRemoved] = useState<{ at: number; entry: TemporaryWeek }>();
  return (
    <section id="temporary" class="card stack">
      <div class="stack tight">
        <h2>{words.title}</h2>
        <p class="soft">{words.lead}</p>
      </div>
      {temporary.length === 0 && <p>{words.none}</p>}
      {temporary.map((entry, index) => (
        <TemporaryEntry
          key={entry.id ?? index}
          id={`temporary-${index}`}
          entry={entry}
          fault={faults[index]}
          onChange={(changed) =>
            onChange(temporary.map((known, at) => (at === index ? { ...known, ...changed } : known)))
          }
          onRemove={() => {
            setRemoved({ at: index, entry });
            onChange(temporary.filter((_, at) => at !== index));
          }}
        />
      ))}
      <div>
        <div role="status">
          {removed && (
            <p class="undo">
              {words.removed(nameOf(removed.entry))}
              <Button
                look="quiet"
                onPress={() => {
                  onChange(temporary.toSpliced(removed.at, 0, removed.entry));
                  setRemoved(undefined);
                }}
              >
                {words.undo}
              </Button>
            </p>
          )}
        </div>
        <NewTemporary
          wanted={wanted}
          taken={temporary}
          onAdd={(added) => onChange([...temporary, { ...added, week }])}
        />
      </div>
    </section>
  );
}

function nameOf({ name }: TemporaryWeek): string {
  return name.trim() === '' ? hoursWords().temporary.unnamed : name;
}

interface EntryProps {
  id: string;
  entry: TemporaryWeek;
  fault: TemporaryFault;
  onChange: (change: Partial<TemporaryWeek>) => void;
  onRemove: () => void;
}

function TemporaryEntry({ id, entry, fault, onChange, onRemove }: EntryProps) {
  const words = hoursWords().temporary;
  const name = nameOf(entry);
  return (
    <section class="temporary-week stack" aria-labelledby={`${id}-title`}>
      <div class="row apart dialog-head">
        <h3 id={`${id}-title`}>
          {name} {entry.startDate !== '' && <span class="soft small">{datesText(entry)}</span>}
        </h3>
        <button type="button" class="icon-button" aria-label={words.remove(name)} onClick={onRemove}>
          <Icon name="trash" />
        </button>
      </div>
      <TemporaryFields id={id} entry={entry} fault={fault} onChange={onChange} />
      <details class="fold" open={entry.id === undefined}>
        <summary>{words.edit}</summary>
        <WeekEditor id={`${id}-week`} week={entry.week} onChange={(week) => onChange({ week })} />
      </details>
    </section>
  );
}
