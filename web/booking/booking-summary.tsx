import { shortMoney } from '#web/format/money.ts';
import { dateAndTime } from '#web/format/time.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { inLanguage, offerName } from '#web/i18n/names.ts';
import { Avatar } from '#web/parts/avatar.tsx';
import type { Lawyer } from '#web/requests/lawyers.ts';
import type { Offer } from '#web/requests/pricing.ts';
import { zone } from '#web/state/zone.ts';
import { LawyersTime } from './booking-facts.tsx';
import type { Booking } from './use-booking.ts';

/** Beside the steps: what has been chosen so far, and what it costs. */
export function BookingSummary({
  booking,
  lawyer,
  offer,
}: {
  booking: Booking;
  lawyer: Lawyer;
  offer: Offer | undefined;
}) {
  const { scheduledAt } = booking.draft.value;
  const name = inLanguage(lawyer.name);
  return (
    <aside class="booking-summary card" aria-label={bookingWords().steps.label}>
      <div class="row">
        <Avatar name={name} />
        <p>
          <strong>{name}</strong>
        </p>
      </div>
      {offer && <p>{offerName(offer.consultationType, offer.durationMinutes)}</p>}
      {scheduledAt !== undefined && (
        <p>
          <strong>{dateAndTime(scheduledAt, zone.value)}</strong>
          <LawyersTime scheduledAt={scheduledAt} lawyerTimezone={lawyer.timezone} />
        </p>
      )}
      {offer && (
        <p class="summary-price">
          <span class="soft">{bookingWords().pay.total}</span>
          <strong>{shortMoney(offer.totalPrice, offer.currency)}</strong>
        </p>
      )}
    </aside>
  );
}
