import { DayRow } from './day-row.tsx';
import { copyDay, daysFromMonday, withDay } from './week.ts';
import type { Week } from './week.ts';

/** Seven days, each with its windows. */
export function WeekEditor({
  id,
  week,
  onChange,
}: {
  id: string;
  week: Week;
  onChange: (week: Week) => void;
}) {
  return (
    <ul class="week">
      {daysFromMonday.map((day) => (
        <DayRow
          key={day}
          weekId={id}
          day={day}
          windows={week[day] ?? []}
          onChange={(windows) => onChange(withDay(week, day, windows))}
          onCopy={(to) => onChange(copyDay(week, day, to))}
        />
      ))}
    </ul>
  );
}
