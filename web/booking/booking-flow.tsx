import { useEffect } from 'preact/hooks';
import { bookingWords } from '#web/i18n/booking.ts';
import { later } from '#web/parts/later.tsx';
import { Notice } from '#web/parts/notice.tsx';
import { Skeleton } from '#web/parts/states.tsx';
import type { Lawyer } from '#web/requests/lawyers.ts';
import type { Offer } from '#web/requests/pricing.ts';
import { account } from '#web/state/account.ts';
import { BookingSummary } from './booking-summary.tsx';
import { StepBar } from './step-bar.tsx';
import { TimeStep } from './time-step.tsx';
import { TypeStep } from './type-step.tsx';
import type { Booking } from './use-booking.ts';

/** Who is signed in never needs it. */
const AccountStep = later(async () => (await import('./account-step.tsx')).AccountStep);
const loadDetails = async () => (await import('./details-step.tsx')).DetailsStep;
const DetailsStep = later(loadDetails);
const loadPay = async () => (await import('./pay-step.tsx')).PayStep;
const PayStep = later(loadPay);

interface FlowProps {
  booking: Booking;
  lawyer: Lawyer;
  offers: readonly Offer[];
}

/** The booking in its four steps, with what has been chosen beside it. */
export function BookingFlow({ booking, lawyer, offers }: FlowProps) {
  useEffect(() => {
    // While a time is being chosen, the steps behind it come quietly; a failure shows when they are needed.
    if (booking.step === 'time') Promise.all([loadDetails(), loadPay()]).catch(() => undefined);
  }, [booking.step]);
  const { consultationType, durationMinutes } = booking.draft.value;
  const offer = offers.find(
    (each) => each.consultationType === consultationType && each.durationMinutes === durationMinutes,
  );
  return (
    <section class="booking" aria-label={bookingWords().steps.label}>
      <StepBar booking={booking} />
      <div class="booking-columns">
        <div class="card raised booking-step">
          <CurrentStep booking={booking} lawyer={lawyer} offers={offers} offer={offer} />
        </div>
        <BookingSummary booking={booking} lawyer={lawyer} offer={offer} />
      </div>
    </section>
  );
}

function CurrentStep({ booking, lawyer, offers, offer }: FlowProps & { offer: Offer | undefined }) {
  // A type that is no longer sold has to be chosen again.
  if (booking.step === 'type' || offer === undefined) return <TypeStep booking={booking} offers={offers} />;
  if (booking.step === 'time') return <TimeStep booking={booking} lawyerId={lawyer.id} />;
  if (account.value === undefined) return <Skeleton />;
  if (account.value === null) return <AccountStep />;
  if (account.value.role !== 'client')
    return <Notice icon="person">{bookingWords().account.otherRole}</Notice>;
  return booking.step === 'details' ? (
    <DetailsStep booking={booking} lawyerId={lawyer.id} />
  ) : (
    <PayStep booking={booking} lawyer={lawyer} offer={offer} />
  );
}
