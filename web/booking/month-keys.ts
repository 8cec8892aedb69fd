import { addDays, mondayOf } from '#domain/local-date.ts';
import { addMonths, lastDayOf, monthOf } from './month.ts';

/** The day that a key leads to from another, or nothing for a key that means something else. */
export function movedDay(key: string, from: string, rightToLeft: boolean): string | undefined {
  switch (key) {
    case 'ArrowLeft':
      return addDays(from, rightToLeft ? 1 : -1);
    case 'ArrowRight':
      return addDays(from, rightToLeft ? -1 : 1);
    case 'ArrowUp':
      return addDays(from, -7);
    case 'ArrowDown':
      return addDays(from, 7);
    case 'Home':
      return mondayOf(from);
    case 'End':
      return addDays(mondayOf(from), 6);
    case 'PageUp':
      return sameDayIn(addMonths(monthOf(from), -1), from);
    case 'PageDown':
      return sameDayIn(addMonths(monthOf(from), 1), from);
    default:
      return undefined;
  }
}

/** The 31st of a shorter month is its last day. */
function sameDayIn(month: string, date: string): string {
  const day = `${month}-${date.slice(8)}`;
  const last = lastDayOf(month);
  return day < last ? day : last;
}
