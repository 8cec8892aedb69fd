import { randomText } from '#sandbox/identifiers.ts';
import type { Cause, Engine } from './engine.ts';
import { invalidRequest, noSuch } from './errors.ts';
import { readExpansions } from './expansions.ts';
import { listObject, pageOf, readPage, readRange } from './lists.ts';
import type { Call, Operation } from './operation.ts';
import type { PaymentIntentRecord, SessionRecord } from './records.ts';
import { paymentIntentObject } from './payment-intent-object.ts';
import { sessionExpandable, sessionObject, totalOf } from './session-object.ts';
import { type NewSession, readNewSession } from './session-parameters.ts';

const lifeSecondsMin = 30 * 60;
const lifeSecondsMax = 24 * 3600;
/** Stripe's smallest charge in the currencies used here, in minor units. */
const amountMin: Readonly<Record<string, number>> = { aed: 200, usd: 50, eur: 50, gbp: 30 };

/** Things that happen to a session while an expire request is under way, before and after it takes effect. */
export interface ExpireMoments {
  before(session: SessionRecord): void;
  after(session: SessionRecord): void;
}

export function checkoutSessionOperations(engine: Engine, moments: ExpireMoments): Operation[] {
  return [
    {
      name: 'checkout.sessions.create',
      method: 'POST',
      path: '/v1/checkout/sessions',
      prepare: (call) => prepareCreate(engine, call),
    },
    {
      name: 'checkout.sessions.list',
      method: 'GET',
      path: '/v1/checkout/sessions',
      prepare: (call) => prepareList(engine, call),
    },
    {
      name: 'checkout.sessions.retrieve',
      method: 'GET',
      path: '/v1/checkout/sessions/:id',
      prepare: (call) => prepareRetrieve(engine, call),
    },
    {
      name: 'checkout.sessions.expire',
      method: 'POST',
      path: '/v1/checkout/sessions/:id/expire',
      prepare: (call) => prepareExpire(engine, call, moments),
    },
  ];
}

export function getSession(engine: Engine, id: string): SessionRecord {
  const session = engine.state.sessions.find(id);
  if (!session) throw noSuch('checkout.session', id, 'session');
  return session;
}

/** Ends an open session: nobody can pay it any more, and a payment that was begun is cancelled. */
export function expireSession(engine: Engine, session: SessionRecord, cause: Cause): SessionRecord {
  const expired: SessionRecord = { ...session, status: 'expired' };
  engine.state.sessions.put(session.id, expired);
  const intent =
    session.paymentIntentId === null ? undefined : engine.state.paymentIntents.find(session.paymentIntentId);
  if (intent && intent.status !== 'canceled') {
    const canceled: PaymentIntentRecord = {
      ...intent,
      status: 'canceled',
      challengedCard: null,
      canceledAt: engine.clock.nowSeconds(),
      cancellationReason: 'expired',
    };
    engine.state.paymentIntents.put(intent.id, canceled);
    engine.emit('payment_intent.canceled', paymentIntentObject(engine.state, canceled), cause);
  }
  engine.emit('checkout.session.expired', sessionObject(engine.state, expired), cause);
  return expired;
}

function prepareCreate(engine: Engine, { parameters, baseUrl }: Call): () => object {
  const now = engine.clock.nowSeconds();
  const input = readNewSession(parameters);
  const expand = readExpansions(parameters, sessionExpandable);
  const expiresAt = input.expiresAt ?? now + lifeSecondsMax;
  checkLife(expiresAt - now);
  return () => {
    const session = newSession(input, now, expiresAt, baseUrl);
    checkAmount(totalOf(session), session.currency);
    engine.state.sessions.put(session.id, session);
    return sessionObject(engine.state, session, expand);
  };
}

function newSession(
  { expiresAt: _asked, ...input }: NewSession,
  created: number,
  expiresAt: number,
  baseUrl: string,
): SessionRecord {
  const id = `cs_test_a1${randomText(56)}`;
  return {
    ...input,
    id,
    created,
    expiresAt,
    status: 'open',
    uiMode: 'hosted_page',
    url: `${baseUrl}/c/pay/${id}`,
    paymentIntentId: null,
    payerEmail: null,
    payerName: null,
  };
}

function checkLife(seconds: number): void {
  if (seconds < lifeSecondsMin) {
    throw invalidRequest(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      { param: 'expires_at' },
    );
  }
  if (seconds > lifeSecondsMax) {
    throw invalidRequest(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      { param: 'expires_at' },
    );
  }
}

function checkAmount(total: number, currency: string): void {
  const least = amountMin[currency] ?? 50;
  if (total >= least) return;
  throw invalidRequest(
    `The Checkout Session's total amount due must add up to at least ${(least / 100).toFixed(2)} ${currency}`,
    { code: 'amount_too_small' },
  );
}

function prepareRetrieve(engine: Engine, { id, parameters }: Call): () => object {
  const expand = readExpansions(parameters, sessionExpandable);
  return () => sessionObject(engine.state, getSession(engine, id), expand);
}

function prepareList(engine: Engine, { parameters }: Call): () => object {
  const page = readPage(parameters);
  const paymentIntentId = parameters.text('payment_intent');
  const status = parameters.oneOf('status', ['complete', 'expired', 'open']);
  const email = parameters.object('customer_details', (inner) => inner.text('email'));
  const created = readRange(parameters, 'created');
  const expand = readExpansions(parameters, sessionExpandable, true);
  return () => {
    const found = engine.state.sessions
      .list()
      .filter((session) => paymentIntentId === undefined || session.paymentIntentId === paymentIntentId)
      .filter((session) => status === undefined || session.status === status)
      .filter((session) => email === undefined || (session.payerEmail ?? session.customerEmail) === email)
      .filter((session) => created.includes(session.created));
    const { data, hasMore } = pageOf(found, page, 'checkout.session');
    return listObject(
      '/v1/checkout/sessions',
      data.map((session) => sessionObject(engine.state, session, expand)),
      hasMore,
    );
  };
}

function prepareExpire(
  engine: Engine,
  { id, parameters, cause }: Call,
  moments: ExpireMoments,
): () => object {
  const expand = readExpansions(parameters, sessionExpandable);
  return () => {
    moments.before(getSession(engine, id));
    const session = getSession(engine, id);
    if (session.status !== 'open') {
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
        { param: 'session' },
      );
    }
    const expired = expireSession(engine, session, cause);
    moments.after(expired);
    return sessionObject(engine.state, expired, expand);
  };
}
