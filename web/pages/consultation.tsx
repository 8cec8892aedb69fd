import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'preact-iso';
import { forgetDraft, readDraft } from '#web/booking/draft.ts';
import { FactsCard, PriceCard } from '#web/consultation/facts-card.tsx';
import { useLive } from '#web/consultation/live.ts';
import { MatterCard } from '#web/consultation/matter-card.tsx';
import { MeetingCard } from '#web/consultation/meeting-card.tsx';
import { CONFIRMING_MS, phaseOf, returnOf } from '#web/consultation/phase.ts';
import { StatusPanel } from '#web/consultation/status-panel.tsx';
import { Timeline } from '#web/consultation/timeline.tsx';
import { consultationWords } from '#web/i18n/consultation.ts';
import { inLanguage, typeName } from '#web/i18n/names.ts';
import { Notice } from '#web/parts/notice.tsx';
import { Page } from '#web/parts/page.tsx';
import { SignedIn } from '#web/parts/sign-in-first.tsx';
import { Empty, Loaded } from '#web/parts/states.tsx';
import { StatusBadge } from '#web/parts/status-badge.tsx';
import { checkPayment, getConsultation } from '#web/requests/consultations.ts';
import type { Consultation } from '#web/requests/consultations.ts';
import { isOfNothing } from '#web/requests/problem.ts';
import { useQuery } from '#web/state/query.ts';
import type { Query } from '#web/state/query.ts';
import '#web/styles/booking.css';
import '#web/styles/consultation.css';

export function ConsultationPage() {
  return (
    <SignedIn title={consultationWords().list.title}>
      <Live />
    </SignedIn>
  );
}

/** One consultation, or that there is none. */
function Live() {
  const { id = '' } = useRoute().params;
  const query = useQuery(id, (signal) => getConsultation(id, signal), { keep: true });
  const isUnknown = query.data.value === undefined && isOfNothing(query.problem.value);
  return isUnknown ? <Unknown /> : <Followed id={id} query={query} />;
}

function Unknown() {
  const { title, notFound, notFoundHint } = consultationWords().list;
  return (
    <Page title={notFound} heading={<h1 class="hidden-visually">{notFound}</h1>}>
      <Empty icon="search" title={notFound}>
        <p>{notFoundHint}</p>
        <a class="button primary" href="/consultations">
          {title}
        </a>
      </Empty>
    </Page>
  );
}

/** Kept up to date for as long as it is open. */
function Followed({ id, query }: { id: string; query: Query<Consultation> }) {
  const consultation = query.data.value;
  const back = returnOf(useLocation().query);
  const isDue = consultation?.status === 'payment_pending' && back === 'paid';
  useLive(id, {
    urgent: isDue,
    onNews: (news) => {
      query.data.value = news;
    },
    onDoubt: query.reload,
  });
  useEffect(() => {
    // Whoever comes back from paying should not have to wait for a webhook.
    if (back === 'paid') checkPayment(id).then(query.reload, () => undefined);
  }, [id, back]);
  const title = consultation ? titleOf(consultation) : consultationWords().list.title;
  return (
    <Page title={title} heading={consultation ? <Heading consultation={consultation} /> : undefined}>
      <Loaded query={query} rows={3}>
        {(loaded) => <Content consultation={loaded} onChange={query.reload} />}
      </Loaded>
    </Page>
  );
}

function titleOf({ consultationType, role, lawyer, client }: Consultation): string {
  const name = role === 'lawyer' ? client.name : inLanguage(lawyer.name);
  return consultationWords().withLawyer(typeName(consultationType), name);
}

function Heading({ consultation }: { consultation: Consultation }) {
  return (
    <div class="stack tight consultation-heading">
      <h1 tabIndex={-1}>{titleOf(consultation)}</h1>
      <p class="row">
        <StatusBadge status={consultation.status} />
        <bdi class="small soft number">{consultationWords().number(consultation.consultationNumber)}</bdi>
      </p>
    </div>
  );
}

function Content({ consultation, onChange }: { consultation: Consultation; onChange: () => void }) {
  const back = returnOf(useLocation().query);
  const waitedMs = useWaiting();
  const wasPending = useRef(consultation.status === 'payment_pending');
  const phase = phaseOf({ ...consultation, back, waitedMs });
  const { lawyer, confirmedAt, scheduledAt } = consultation;
  useEffect(() => {
    // What was typed has arrived; the next booking with this lawyer begins anew.
    const draft = readDraft(sessionStorage, lawyer.id);
    const isOfThis =
      draft.scheduledAt !== undefined && Date.parse(draft.scheduledAt) === Date.parse(scheduledAt);
    if (confirmedAt !== null && isOfThis) forgetDraft(sessionStorage, lawyer.id);
  }, [confirmedAt]);
  return (
    <div class="stack">
      <StatusPanel
        consultation={consultation}
        phase={phase}
        justPaid={consultation.role === 'client' && (back === 'paid' || wasPending.current)}
      />
      {consultation.needsAttention && (
        <Notice tone="warn" icon="info">
          <p>{consultationWords().attention}</p>
        </Notice>
      )}
      <div class="consultation-columns">
        <div class="stack">
          <MeetingCard consultation={consultation} />
          <FactsCard consultation={consultation} onChange={onChange} />
          <MatterCard consultation={consultation} />
          <Timeline entries={consultation.timeline} />
        </div>
        <PriceCard consultation={consultation} />
      </div>
    </div>
  );
}

/** How long this page has been open, as far as it matters: zero until the patience for a payment has ended. */
function useWaiting(): number {
  const [waitedMs, setWaitedMs] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setWaitedMs(CONFIRMING_MS), CONFIRMING_MS);
    return () => clearTimeout(timer);
  }, []);
  return waitedMs;
}
