import { datesWords } from '#web/i18n/dates.ts';
import { Icon } from '#web/parts/icon.tsx';

const kinds = ['open', 'closed', 'blocked', 'holiday', 'custom_hours', 'temporary'] as const;

/** What the colours and the marks of the calendar mean. */
export function DatesLegend() {
  const words = datesWords().calendar;
  return (
    <ul class="dates-legend" aria-label={words.legend}>
      {kinds.map((kind) => (
        <li key={kind}>
          <span class={`date-mark ${kind}`} aria-hidden="true" />
          {words.kinds[kind]}
        </li>
      ))}
      <li>
        <span class="part-mark" aria-hidden="true" />
        {words.partial}
      </li>
      <li>
        <Icon name="globe" />
        {words.travelling}
      </li>
    </ul>
  );
}
