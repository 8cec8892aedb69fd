import type { State } from '#sandbox/state.ts';
import type { SessionRecord } from '#sandbox/stripe/records.ts';
import { totalOf } from '#sandbox/stripe/session-object.ts';
import { amountText } from './amounts.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';
import { badge, moment, table } from './parts.ts';

const shownMax = 200;

export interface Money {
  captured: number;
  refunded: number;
  authorised: number;
}

/** What was taken, given back, and is only held, in minor units of the home currency. */
export function moneyIn(state: State): Money {
  const intents = state.paymentIntents.list();
  const refunds = state.refunds.list().filter((refund) => refund.status !== 'failed');
  return {
    captured: intents.reduce((sum, intent) => sum + intent.amountReceived, 0),
    refunded: refunds.reduce((sum, refund) => sum + refund.amount, 0),
    authorised: intents
      .filter(({ status }) => status === 'requires_capture')
      .reduce((sum, { amount }) => sum + amount, 0),
  };
}

/** Every checkout session with what became of its money. */
export function paymentsPage(state: State): string {
  const { captured, refunded, authorised } = moneyIn(state);
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
        rows: sessions.map((session) => cells(state, session)),
        empty: 'No checkout session has been opened yet.',
      })}`,
  });
}

function cells(state: State, session: SessionRecord): (Html | string)[] {
  const intent = state.paymentIntents.find(session.paymentIntentId ?? '');
  const refunded = state.refunds
    .list()
    .filter((refund) => refund.paymentIntentId === intent?.id && refund.status !== 'failed')
    .reduce((sum, refund) => sum + refund.amount, 0);
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
