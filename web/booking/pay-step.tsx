import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { money } from '#web/format/money.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { Button } from '#web/parts/button.tsx';
import { Notice } from '#web/parts/notice.tsx';
import { Spotlight } from '#web/parts/spotlight.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import type { Lawyer } from '#web/requests/lawyers.ts';
import type { Offer } from '#web/requests/pricing.ts';
import { problemOf } from '#web/requests/problem.ts';
import type { ApiProblem } from '#web/requests/problem.ts';
import { serverNow } from '#web/state/clock.ts';
import { account } from '#web/state/account.ts';
import { zone } from '#web/state/zone.ts';
import { AlternativesList } from './alternatives-list.tsx';
import { detailsControlOf } from './details-faults.ts';
import { book } from './book.ts';
import { BookingFacts } from './booking-facts.tsx';
import { PolicyText } from './policy-text.tsx';
import { PriceSum } from './price-sum.tsx';
import { bookingBody } from './request-body.ts';
import { StepHeading } from './step-heading.tsx';
import type { Booking } from './use-booking.ts';

interface PayStepProps {
  booking: Booking;
  lawyer: Lawyer;
  offer: Offer;
}

/** Step 4: everything once more, the policy with its dates, and the way to the payment. */
export function PayStep({ booking, lawyer, offer }: PayStepProps) {
  const { pay } = bookingWords();
  const { scheduledAt = '' } = booking.draft.value;
  const { busy, refusal, submit, settle } = usePayment(booking, lawyer.id);
  return (
    <div class="stack wide">
      <StepHeading step="pay" title={pay.title} />
      {refusal && (
        <Spotlight>
          <Refusal {...refusal} booking={booking} lawyerId={lawyer.id} onPicked={settle} />
        </Spotlight>
      )}
      <BookingFacts booking={booking} lawyer={lawyer} />
      <PriceSum price={offer} />
      <section class="stack tight">
        <h3>{pay.policy}</h3>
        <PolicyText
          policy={lawyer.cancellationPolicy}
          startAt={Date.parse(scheduledAt)}
          confirmedAt={serverNow()}
        />
      </section>
      <div class="stack tight">
        <div class="form-actions">
          <Button look="primary large" busy={busy} onPress={() => void submit()}>
            {pay.button(money(offer.totalPrice, offer.currency))}
          </Button>
        </div>
        <p class="small soft" role="status">
          {busy ? pay.holding : pay.hint}
        </p>
      </div>
    </div>
  );
}

interface Refused {
  problem: ApiProblem;
  /** The time that was asked for; the draft may have moved on. */
  scheduledAt: string;
}

/** Books, and goes on to the payment; keeps a refusal until it is settled. */
function usePayment(booking: Booking, lawyerId: string) {
  const { route } = useLocation();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refused>();
  useEffect(() => {
    // The way back from the payment shows this page as it was left: with its button still busy.
    const wake = () => setBusy(false);
    addEventListener('pageshow', wake);
    return () => removeEventListener('pageshow', wake);
  }, []);

  const submit = async () => {
    const body = bookingBody(booking.draft.peek(), lawyerId, zone.value);
    if (body === undefined || busy) return;
    setBusy(true);
    setRefusal(undefined);
    try {
      const { id, status, paymentUrl } = await book(body);
      if (status === 'payment_pending' && paymentUrl !== null) location.assign(paymentUrl);
      else route(`/consultations/${id}`);
    } catch (error) {
      const problem = problemOf(error);
      setBusy(false);
      if (problem.code === 'unauthenticated') account.value = null;
      else setRefusal({ problem, scheduledAt: body.scheduledAt });
    }
  };
  return { busy, refusal, submit, settle: () => setRefusal(undefined) };
}

function Refusal({
  problem,
  scheduledAt,
  booking,
  lawyerId,
  onPicked,
}: Refused & { booking: Booking; lawyerId: string; onPicked: () => void }) {
  const { pay } = bookingWords();
  if (problem.code === 'slot_taken' || problem.code === 'slot_unavailable') {
    const title = problem.code === 'slot_taken' ? pay.taken : pay.unavailable;
    return (
      <AlternativesList
        booking={booking}
        lawyerId={lawyerId}
        lost={scheduledAt}
        title={title}
        onPicked={onPicked}
      />
    );
  }
  if (problem.code === 'client_busy') {
    return (
      <Notice tone="warn" icon="warning" alert>
        <strong>{pay.busy}</strong>
        <p>
          <a href="/consultations">{pay.seeMine}</a> · <a href={booking.addressOf('time')}>{pay.otherTime}</a>
        </p>
      </Notice>
    );
  }
  const control = (problem.body.errors ?? [])
    .map(({ pointer }) => detailsControlOf(pointer))
    .find((known) => known !== undefined);
  if (control === undefined) return <ProblemNotice problem={problem} />;
  return (
    <Notice tone="bad" icon="warning" alert>
      <strong>{pay.mend}</strong>
      <p>
        <a href={booking.addressOf('details', control)}>{pay.mendDo}</a>
      </p>
    </Notice>
  );
}
