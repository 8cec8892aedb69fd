import type { ConsultationType } from '#domain/consultation.ts';
import { shortMoney } from '#web/format/money.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { commonWords } from '#web/i18n/common.ts';
import { typeName } from '#web/i18n/names.ts';
import { Form, useForm } from '#web/parts/form.tsx';
import { Icon } from '#web/parts/icon.tsx';
import type { IconName } from '#web/parts/icon.tsx';
import { Empty } from '#web/parts/states.tsx';
import type { Offer } from '#web/requests/pricing.ts';
import { withType } from './draft.ts';
import { StepHeading } from './step-heading.tsx';
import type { Booking } from './use-booking.ts';

/** Where a summary of faults leads. */
const firstOffer = 'offer';
const icons: Readonly<Record<string, IconName>> = { video: 'video', in_person: 'place', phone: 'phone' };

/** Step 1: how to meet, for how long, at which price. */
export function TypeStep({ booking, offers }: { booking: Booking; offers: readonly Offer[] }) {
  const words = bookingWords();
  const types = [...new Set(offers.map(({ consultationType }) => consultationType))];
  const form = useForm({
    check: () =>
      booking.draft.value.durationMinutes === undefined ? { [firstOffer]: words.type.choose } : {},
    send: async () => booking.go('time'),
  });
  if (types.length === 0) return <Empty icon="calendar" title={words.type.none} />;
  return (
    <Form form={form} action={words.steps.next} look="primary large" gap="wide">
      <StepHeading step="type" title={words.type.title} />
      {types.map((type, index) => (
        <TypeChoice
          key={type}
          type={type}
          offers={offers.filter(({ consultationType }) => consultationType === type)}
          booking={booking}
          isFirst={index === 0}
        />
      ))}
    </Form>
  );
}

interface TypeChoiceProps {
  type: ConsultationType;
  offers: readonly Offer[];
  booking: Booking;
  isFirst: boolean;
}

function TypeChoice({ type, offers, booking, isFirst }: TypeChoiceProps) {
  const words = bookingWords();
  const draft = booking.draft.value;
  return (
    <fieldset class="type-choice">
      <legend>
        <Icon name={icons[type] ?? 'document'} />
        <span>
          <strong>{typeName(type)}</strong>
          <span class="small soft">{words.type.about[type]}</span>
        </span>
      </legend>
      <div class="lengths">
        {offers.map((offer, index) => (
          <label key={offer.durationMinutes} class="length">
            <input
              type="radio"
              name="offer"
              {...(isFirst && index === 0 ? { id: firstOffer } : {})}
              checked={draft.consultationType === type && draft.durationMinutes === offer.durationMinutes}
              onChange={() => booking.replace(withType(booking.draft.peek(), type, offer.durationMinutes))}
            />
            <span>{commonWords().minutes(offer.durationMinutes)}</span>
            <strong>{shortMoney(offer.totalPrice, offer.currency)}</strong>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
