import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { keepDraft, readDraft } from '#web/booking/draft.ts';
import { money } from '#web/format/money.ts';
import { localDate } from '#web/format/time.ts';
import { consultationWords } from '#web/i18n/consultation.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import type { IconName } from '#web/parts/icon.tsx';
import { getConsultation } from '#web/requests/consultations.ts';
import type { Consultation } from '#web/requests/consultations.ts';
import { zone } from '#web/state/zone.ts';
import { AddressProof } from './address-proof.tsx';
import { HoldClock } from './hold-clock.tsx';
import type { Phase } from './phase.ts';

interface PanelProps {
  consultation: Consultation;
  phase: Phase;
  /** Straight from the payment page: the moment to say it warmly. */
  justPaid: boolean;
}

type Tone = 'good' | 'warn' | 'bad' | 'plain';

const looks: Readonly<Record<Phase, { tone: Tone; icon: IconName }>> = {
  prove: { tone: 'warn', icon: 'shield' },
  pay: { tone: 'warn', icon: 'clock' },
  confirming: { tone: 'plain', icon: 'clock' },
  processing: { tone: 'plain', icon: 'clock' },
  not_paid: { tone: 'warn', icon: 'warning' },
  awaiting_lawyer: { tone: 'plain', icon: 'clock' },
  confirmed: { tone: 'good', icon: 'check' },
  in_progress: { tone: 'good', icon: 'video' },
  completed: { tone: 'good', icon: 'check' },
  no_show: { tone: 'bad', icon: 'warning' },
  cancelled: { tone: 'plain', icon: 'close' },
  expired: { tone: 'bad', icon: 'clock' },
  declined: { tone: 'bad', icon: 'close' },
};

/** Where the consultation stands, in one sentence and with the one thing to do. */
export function StatusPanel({ consultation, phase, justPaid }: PanelProps) {
  const { phases } = consultationWords();
  const isLawyer = consultation.role === 'lawyer';
  const { tone, icon } = looks[phase];
  if (isLawyer && consultation.status === 'payment_pending') {
    return (
      <Panel tone="plain" icon="clock" title={phases.lawyerWaiting.title}>
        <p>{phases.lawyerWaiting.text}</p>
      </Panel>
    );
  }
  const title = phase === 'confirmed' && justPaid ? phases.confirmed.booked : phases[phase].title;
  return (
    <Panel tone={tone} icon={icon} title={title} busy={phase === 'confirming'}>
      {phase === 'cancelled' ? <Cancelled consultation={consultation} /> : <p>{textOf(phase, isLawyer)}</p>}
      {phase === 'prove' && <Prove consultation={consultation} />}
      {(phase === 'pay' || phase === 'not_paid') && <PayNow consultation={consultation} />}
      {phase === 'expired' && !isLawyer && <PickAgain consultation={consultation} />}
    </Panel>
  );
}

function textOf(phase: Exclude<Phase, 'cancelled'>, isLawyer: boolean): string {
  const { phases } = consultationWords();
  return phase === 'confirmed' && isLawyer ? phases.confirmed.lawyer : phases[phase].text;
}

function Panel({
  tone,
  icon,
  title,
  busy = false,
  children,
}: {
  tone: Tone;
  icon: IconName;
  title: string;
  busy?: boolean;
  children: ComponentChildren;
}) {
  return (
    <section class={`status-panel ${tone}`} aria-busy={busy}>
      <span class="seal">{busy ? <span class="spinner" /> : <Icon name={icon} />}</span>
      <div class="stack tight">
        <div role="status">
          <h2>{title}</h2>
        </div>
        {children}
      </div>
    </section>
  );
}

/** With the address proven, the way leads straight on to the payment; when it is not open yet, the page says so. */
function Prove({ consultation: { id, holdExpiresAt } }: { consultation: Consultation }) {
  const goOn = async () => {
    const { paymentUrl } = await getConsultation(id, new AbortController().signal);
    if (paymentUrl !== null) location.assign(paymentUrl);
  };
  return (
    <>
      <HoldClock until={holdExpiresAt} />
      <AddressProof onProven={() => void goOn().catch(() => undefined)} />
    </>
  );
}

function PayNow({ consultation }: { consultation: Consultation }) {
  const { pay } = consultationWords().phases;
  return (
    <>
      <HoldClock until={consultation.holdExpiresAt} />
      {consultation.paymentUrl === null ? (
        <p class="soft">{pay.opening}</p>
      ) : (
        <p>
          <a class="button primary large" href={consultation.paymentUrl} target="_top">
            {pay.button}
          </a>
        </p>
      )}
    </>
  );
}

/** Everything that was typed is still in the draft; on another device at least the time is. */
function PickAgain({ consultation }: { consultation: Consultation }) {
  const { expired } = consultationWords().phases;
  const { route } = useLocation();
  const { lawyer, consultationType, durationMinutes, scheduledAt } = consultation;
  const again = () => {
    const draft = readDraft(sessionStorage, lawyer.id);
    const date = localDate(scheduledAt, zone.value);
    // A document belongs to one consultation; those of this one cannot go with another.
    const gone = new Set(consultation.documents.map(({ id }) => id));
    const documents = draft.documents.filter(({ id }) => !gone.has(id));
    const chosen = { consultationType, durationMinutes, scheduledAt, date, documents };
    keepDraft(sessionStorage, lawyer.id, { ...draft, ...chosen });
    route(`/lawyers/${lawyer.id}?step=${gone.size > 0 ? 'details&fix=documents' : 'pay'}`);
  };
  return (
    <div class="row">
      <Button look="primary" onPress={again}>
        {expired.again}
      </Button>
      <a class="button" href={`/lawyers/${lawyer.id}?step=time`}>
        {expired.other}
      </a>
    </div>
  );
}

function Cancelled({ consultation }: { consultation: Consultation }) {
  const { cancelled } = consultationWords().phases;
  const { cancelledBy, cancelNote, payment, lawyer, role } = consultation;
  const back = payment?.refunds.reduce((sum, refund) => sum + refund.amount, 0) ?? 0;
  return (
    <>
      {cancelledBy !== null && <p>{cancelled[cancelledBy]}</p>}
      {cancelNote !== null && (
        <div>
          <p class="small soft">{cancelledBy === role ? cancelled.ownNote : cancelled.note}</p>
          <p class="written" dir="auto">
            {cancelNote}
          </p>
        </div>
      )}
      {payment !== null && back > 0 && <p>{cancelled.refunded(money(back, payment.currency))}</p>}
      {payment !== null && payment.captured === 0 && <p>{cancelled.notCharged}</p>}
      {role === 'client' && (
        <p>
          <a class="button" href={`/lawyers/${lawyer.id}`}>
            {cancelled.again}
          </a>
        </p>
      )}
    </>
  );
}
