import { bookingWords } from '#web/i18n/booking.ts';
import { Icon } from '#web/parts/icon.tsx';
import { steps } from './draft.ts';
import type { Booking } from './use-booking.ts';

/** Where the client stands; the steps behind are the way back. */
export function StepBar({ booking }: { booking: Booking }) {
  const words = bookingWords().steps;
  const at = steps.indexOf(booking.step);
  return (
    <nav aria-label={words.label}>
      <ol class="step-bar">
        {steps.map((step, index) => (
          <li
            key={step}
            class={index < at ? 'done' : ''}
            {...(index === at ? { 'aria-current': 'step' as const } : {})}
          >
            {index < at ? (
              <a href={booking.addressOf(step)}>
                <span class="dot">
                  <Icon name="check" />
                </span>
                <span class="name">{words[step]}</span>
              </a>
            ) : (
              <span>
                <span class="dot" aria-hidden="true">
                  {index + 1}
                </span>
                <span class="name">{words[step]}</span>
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
