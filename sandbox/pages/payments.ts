import type { State } from '#sandbox/state.ts';
import type { SessionRecord } from '#sandbox/stripe/records.ts';
import { totalOf } from '#sandbox/stripe/session-object.ts';
import { refundedByPayment, totalsOf } from '#sandbox/stripe/totals.ts';
import { amountText } from './amounts.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { badge, moment, table } from './parts.ts';

const shownMax = 200;

/** Every checkout session with what became of its money. */
export function paymentsPage(state: State): string {
  const { captured, refunded, authorised } = totalsOf(state);
  const byPayment = refundedByPayment(state);
  const sessions = state.sessions.list().toReversed().slice(0, shownMax);
  return layout({
    title: 'Payments',
    current: '/payments',
    main: html`<h1>Payments</h1>
      <dl class="figures">
        <div>
          <dt>Captured</dt>
          <dd>${amountText(captured, 'aed')}</dd>
        </div>
        <div>
          <dt>Refunded</dt>
          <dd>${amountText(refunded, 'aed')}</dd>
        </div>
        <div>
          <dt>Kept</dt>
          <dd>${amountText(captured - refunded, 'aed')}</dd>
        </div>
        <div>
          <dt>Only authorised</dt>
          <dd>${amountText(authorised, 'aed')}</dd>
        </div>
      </dl>
      ${table({
        caption: 'Checkout sessions',
        headings: ['Opened', 'For', 'Amount', 'Session', 'Payment', 'Captured', 'Refunded'],
        rows: sessions.map((session) => cells(state, session, byPayment)),
        empty: 'No checkout session has been opened yet.',
      })}`,
  });
}

function cells(
  state: State,
  session: SessionRecord,
  byPayment: ReadonlyMap<string, number>,
): (Html | string)[] {
  const intent = state.paymentIntents.find(session.paymentIntentId ?? '');
  const refunded = byPayment.get(session.paymentIntentId ?? '') ?? 0;
  const name = session.lineItems[0]?.name ?? session.id;
  return [
    moment(session.created * 1000),
    html`<a href="/c/pay/${session.id}">${name}</a
      ><small class="id" title="${session.id}">${session.id}</small>`,
    amountText(totalOf(session), session.currency),
    badge(session.status),
    intent ? badge(intent.status) : '–',
    amountText(intent?.amountReceived ?? 0, session.currency),
    amountText(refunded, session.currency),
  ];
}
