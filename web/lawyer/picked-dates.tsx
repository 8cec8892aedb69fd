import { datesWords } from '#web/i18n/dates.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { dayCount } from './date-range.ts';
import type { DateRange } from './date-range.ts';
import type { DateState } from './date-state.ts';
import { datesText } from './hours-text.ts';
import { stateText } from './month-calendar.tsx';

interface PickedDatesProps {
  range: DateRange | undefined;
  stateOf: (date: string) => DateState;
  onAdd: () => void;
  onClear: () => void;
}

/** Which dates are picked, what holds on them, and what can be done with them. */
export function PickedDates({ range, stateOf, onAdd, onClear }: PickedDatesProps) {
  const words = datesWords().calendar;
  const isOne = range !== undefined && range.startDate === range.endDate;
  return (
    <div class="picked-dates">
      <div role="status">
        {range ? (
          <>
            <strong>{words.picked(datesText(range), dayCount(range))}</strong>
            <p class="small soft">{isOne ? stateText(stateOf(range.startDate)) : ''}</p>
            {isOne && <p class="small soft">{words.rangeHint}</p>}
          </>
        ) : (
          <>
            <strong>{words.pickFirst}</strong>
            <p class="small soft">{words.pickHint}</p>
          </>
        )}
      </div>
      <div class="row">
        <Button look="primary" onPress={onAdd}>
          <Icon name="plus" />
          {words.addRule}
        </Button>
        {range && (
          <Button look="quiet" onPress={onClear}>
            {words.clear}
          </Button>
        )}
        {isOne && (
          <a class="button quiet" href={`/lawyer/times?date=${range.startDate}`}>
            {words.check}
          </a>
        )}
      </div>
    </div>
  );
}
