import { Actions } from './actions.tsx';
import { LawyersTime } from '#web/booking/booking-facts.tsx';
import { PolicyText } from '#web/booking/policy-text.tsx';
import { PriceSum } from '#web/booking/price-sum.tsx';
import { clockTime, longDateAndTime } from '#web/format/time.ts';
import { consultationWords } from '#web/i18n/consultation.ts';
import { inLanguage, offerName } from '#web/i18n/names.ts';
import type { Consultation } from '#web/requests/consultations.ts';
import { serverNow } from '#web/state/clock.ts';
import { zone } from '#web/state/zone.ts';

/** When, with whom and where; and what can be done about it. */
export function FactsCard({ consultation, onChange }: { consultation: Consultation; onChange: () => void }) {
  const { facts } = consultationWords();
  const { role, scheduledAt, endsAt, lawyer, client } = consultation;
  const otherZone = role === 'lawyer' ? consultation.clientTimezone : consultation.lawyerTimezone;
  return (
    <section class="card stack">
      <h2>{facts.title}</h2>
      <dl class="facts">
        <div>
          <dt>{facts.when}</dt>
          <dd>
            {longDateAndTime(scheduledAt, zone.value)} – {clockTime(endsAt, zone.value)}
            <LawyersTime scheduledAt={scheduledAt} lawyerTimezone={otherZone} />
          </dd>
        </div>
        <div>
          <dt>{role === 'lawyer' ? facts.client : facts.lawyer}</dt>
          <dd>
            <bdi>{role === 'lawyer' ? client.name : inLanguage(lawyer.name)}</bdi>
          </dd>
        </div>
        {role === 'lawyer' && client.phone && (
          <div>
            <dt>{facts.phone}</dt>
            <dd>
              <a href={`tel:${client.phone}`}>
                <bdi dir="ltr">{client.phone}</bdi>
              </a>
            </dd>
          </div>
        )}
        <div>
          <dt>{facts.type}</dt>
          <dd>{offerName(consultation.consultationType, consultation.durationMinutes)}</dd>
        </div>
        <Place consultation={consultation} />
      </dl>
      <Actions consultation={consultation} onChange={onChange} />
    </section>
  );
}

function Place({ consultation: { meeting } }: { consultation: Consultation }) {
  const { facts } = consultationWords();
  if (!meeting?.address) return null;
  return (
    <div>
      <dt>{facts.place}</dt>
      <dd>
        {inLanguage(meeting.address)}{' '}
        {meeting.mapUrl !== null && (
          <a href={meeting.mapUrl} target="_blank" rel="noreferrer">
            {facts.map}
          </a>
        )}
      </dd>
    </div>
  );
}

/** What it costs, and what a cancellation would. */
export function PriceCard({ consultation }: { consultation: Consultation }) {
  return (
    <section class="card stack">
      <h2>{consultationWords().facts.price}</h2>
      <PriceSum price={consultation} />
      <Policy consultation={consultation} />
    </section>
  );
}

/** Only while a cancellation can still be thought of, and only for who would lose by it. */
function Policy({ consultation }: { consultation: Consultation }) {
  const { role, status, cancellationPolicy, scheduledAt, confirmedAt } = consultation;
  if (role === 'lawyer' || (status !== 'confirmed' && status !== 'payment_pending')) return null;
  return (
    <>
      <h3>{consultationWords().facts.policy}</h3>
      <PolicyText
        policy={cancellationPolicy}
        startAt={Date.parse(scheduledAt)}
        confirmedAt={confirmedAt === null ? serverNow() : Date.parse(confirmedAt)}
        now={serverNow()}
      />
    </>
  );
}
