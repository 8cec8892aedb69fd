import { clockTime, longDateAndTime, zoneCity, zoneOffset } from '#web/format/time.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { commonWords } from '#web/i18n/common.ts';
import { cityName, inLanguage, offerName } from '#web/i18n/names.ts';
import type { Lawyer } from '#web/requests/lawyers.ts';
import { zone } from '#web/state/zone.ts';
import type { Step } from './draft.ts';
import { DayShift } from './time-list.tsx';
import type { Booking } from './use-booking.ts';

/** With whom, what and when, each with the way back to its step. */
export function BookingFacts({ booking, lawyer }: { booking: Booking; lawyer: Lawyer }) {
  const { pay } = bookingWords();
  const { consultationType, durationMinutes = 0, scheduledAt } = booking.draft.value;
  return (
    <dl class="facts card">
      <div>
        <dt>{pay.with}</dt>
        <dd>{inLanguage(lawyer.name)}</dd>
      </div>
      {consultationType !== undefined && (
        <div>
          <dt>{pay.what}</dt>
          <dd>
            {offerName(consultationType, durationMinutes)}
            <Change booking={booking} step="type" what={pay.what} />
          </dd>
        </div>
      )}
      {scheduledAt !== undefined && (
        <div>
          <dt>{pay.when}</dt>
          <dd>
            {longDateAndTime(scheduledAt, zone.value)}
            <LawyersTime scheduledAt={scheduledAt} lawyerTimezone={lawyer.timezone} />
            <Change booking={booking} step="time" what={pay.when} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Only where the two clocks differ. */
export function LawyersTime({
  scheduledAt,
  lawyerTimezone,
}: {
  scheduledAt: string;
  lawyerTimezone: string;
}) {
  if (zoneOffset(scheduledAt, zone.value) === zoneOffset(scheduledAt, lawyerTimezone)) return null;
  const city = cityName(zoneCity(lawyerTimezone));
  return (
    <span class="there small soft">
      {commonWords().timeIn(clockTime(scheduledAt, lawyerTimezone), city)}
      <DayShift startTime={scheduledAt} lawyerTimezone={lawyerTimezone} />
    </span>
  );
}

function Change({ booking, step, what }: { booking: Booking; step: Step; what: string }) {
  return (
    <a class="change" href={booking.addressOf(step)}>
      {bookingWords().steps.change}
      <span class="hidden-visually"> {what}</span>
    </a>
  );
}
