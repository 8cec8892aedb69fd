import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { book, detailFor, sessionOf, startIn, untilStatus } from '#test/stories/bookings.ts';
import { ask } from '#test/stories/http.ts';
import { createClient, createLawyer } from '#test/stories/people.ts';
import type { LawyerPerson, Person } from '#test/stories/people.ts';
import {
  ledgerOf,
  mend,
  messagesTo,
  payAt,
  releaseWebhooks,
  requestsOf,
  resendWebhook,
  setWebhooks,
  webhooksAbout,
} from '#test/stories/sandbox.ts';
import { openScene } from '#test/stories/scene.ts';
import type { Scene } from '#test/stories/scene.ts';
import { workflowIdOf } from '#domain/consultation.ts';
import { state } from '#workflows/contract.ts';
import { listUnhandledEvents } from '#db/webhooks.ts';
import { minutes } from '#domain/instant.ts';
import { expectInvariants } from './invariants.ts';

const secret = 'whsec_sandbox_majlis';
const soon = { timeout: 20_000, interval: 100 };

let scene: Scene;
beforeAll(async () => void (scene = await openScene()));
afterEach(() => mend());
afterAll(() => scene.close());

interface Hold {
  client: Person;
  lawyer: LawyerPerson;
  id: string;
  session: string;
}

async function hold(): Promise<Hold> {
  const [client, lawyer] = [await createClient(scene.db), await createLawyer(scene.db)];
  const { id } = await book(client, lawyer, startIn(48));
  return { client, lawyer, id, session: await sessionOf(id) };
}

async function webhooksOf(id: string) {
  const { sessions, payments } = await ledgerOf(id);
  return webhooksAbout([...sessions, ...payments].map((object) => object.id));
}

const inboxOf = (id: string) =>
  scene.db.selectFrom('webhookInbox').where('consultationId', '=', id).select(['eventId', 'kind']).execute();

/** What the workflow was told, and how often: its signals. */
async function hintsTo(id: string): Promise<number> {
  const { events } = await scene.temporal.workflow.getHandle(workflowIdOf(id)).fetchHistory();
  return events?.filter((event) => event.workflowExecutionSignaledEventAttributes).length ?? 0;
}

describe('webhooks that never arrive', () => {
  it('are not missed: the page to which Stripe leads back asks, and within 5 seconds it is confirmed', async () => {
    await setWebhooks('drop');
    const { client, id, session } = await hold();
    expect(await payAt(session)).toBe(200);
    expect((await webhooksOf(id)).map(({ fate }) => fate)).toContain('dropped');
    expect((await detailFor(client, id)).status).toBe('payment_pending');

    const answer = await ask('POST', `/api/consultations/${id}/payment/check`, { by: client });
    expect(answer.status).toBe(202);
    await untilStatus(client, id, 'confirmed', 5_000);
    expect(await inboxOf(id)).toEqual([]);
  });
});

/** All have been answered, the workflow has heard them, and every message has gone out. */
async function untilQuiet(id: string, attemptsMin: number): Promise<void> {
  await vi.waitFor(async () => {
    const webhooks = await webhooksOf(id);
    expect(webhooks.map(({ kind }) => kind)).toContain('payment_intent.succeeded');
    expect(webhooks.map(({ fate }) => fate)).toEqual(webhooks.map(() => 'delivered'));
    expect(Math.min(...webhooks.map(({ attempts }) => attempts.length))).toBeGreaterThanOrEqual(attemptsMin);
    const sent = scene.db.selectFrom('notification').where('consultationId', '=', id).select('status');
    expect((await sent.execute()).filter(({ status }) => status !== 'sending')).toHaveLength(4);
  }, soon);
  await scene.temporal.workflow.getHandle(workflowIdOf(id)).query(state);
}

/** What came of the payment: at the consultation, at the people and at Stripe. */
async function outcomeOf({ client, lawyer, id }: Hold) {
  const { timeline } = await detailFor(client, id);
  const addresses = [client, lawyer].flatMap(({ email, phone }) => [email, phone]);
  const messages = await Promise.all(addresses.map(messagesTo));
  const { payments } = await ledgerOf(id);
  const captures = (await requestsOf('payment_intents.capture')).filter(({ path }) =>
    payments.some((payment) => path.includes(payment.id)),
  );
  return {
    timeline: timeline.map(({ kind }) => kind),
    messages: messages.map(({ length }) => length),
    captured: payments.map(({ captured }) => captured),
    captures: captures.length,
  };
}

const once = { timeline: ['held', 'confirmed'], messages: [1, 1, 1, 1], captured: [57_750], captures: 1 };

describe('webhooks that come in any way', () => {
  it.each([
    ['duplicate', 2],
    ['shuffle', 1],
  ] as const)('%s: one confirmation, one message for each side and channel', async (mode, attempts) => {
    await setWebhooks(mode);
    const held = await hold();
    await payAt(held.session);
    await untilStatus(held.client, held.id, 'confirmed');
    await untilQuiet(held.id, attempts);
    expect(await outcomeOf(held)).toEqual(once);
  });

  it('late, in reverse, and all of them again: the same', async () => {
    await setWebhooks('hold');
    const held = await hold();
    await payAt(held.session);
    await releaseWebhooks('reverse');
    await untilStatus(held.client, held.id, 'confirmed');
    await setWebhooks('deliver');
    await releaseWebhooks('reverse');
    await untilQuiet(held.id, 1);
    const before = await hintsTo(held.id);
    for (const { id } of await webhooksOf(held.id)) await resendWebhook(id);
    await untilQuiet(held.id, 2);
    expect(await outcomeOf(held)).toEqual(once);
    expect(await hintsTo(held.id)).toBe(before);
  });
});

/** An event as Stripe writes it, that says of this session that it was paid. */
function paidEvent(session: string, id: string): string {
  return JSON.stringify({
    id: `evt_${randomUUID()}`,
    object: 'event',
    api_version: '2026-10-28.endive',
    created: Math.floor(Date.now() / 1000),
    type: 'checkout.session.completed',
    livemode: false,
    data: {
      object: {
        id: session,
        object: 'checkout.session',
        status: 'complete',
        metadata: { consultation_id: id },
      },
    },
  });
}

interface Signing {
  secret?: string;
  at?: number;
}

function signatureOf(payload: string, { secret: by = secret, at = Date.now() }: Signing = {}): string {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret: by, timestamp: Math.floor(at / 1000) });
}

async function deliver(body: string, signature?: string): Promise<number> {
  const headers = { 'content-type': 'application/json', ...(signature && { 'stripe-signature': signature }) };
  const answer = await fetch(`${inject('publicUrl')}/api/payments/webhook`, {
    method: 'POST',
    headers,
    body,
  });
  await answer.text();
  return answer.status;
}

describe('a webhook that lies', () => {
  it.each([
    ['without a signature', () => undefined],
    ['signed with another secret', (body: string) => signatureOf(body, { secret: 'whsec_somebody_else' })],
    [
      'with the signature of another body',
      (body: string) => signatureOf(body.replace('complete', 'expired')),
    ],
    ['signed ten minutes ago', (body: string) => signatureOf(body, { at: Date.now() - 600_000 })],
  ])('%s is answered with 400 and has no effect', async (_how, sign) => {
    const { client, id, session } = await hold();
    const body = paidEvent(session, id);
    expect(await deliver(body, sign(body))).toBe(400);
    expect(await inboxOf(id)).toEqual([]);
    expect(await hintsTo(id)).toBe(0);
    expect((await detailFor(client, id)).status).toBe('payment_pending');
  });

  it('with a true signature is a hint: Stripe is asked, and nobody has paid', async () => {
    const { client, id, session } = await hold();
    const body = paidEvent(session, id);
    expect(await deliver(body, signatureOf(body))).toBe(200);
    await vi.waitFor(async () => {
      const asked = (await requestsOf('checkout.sessions.retrieve')).filter(({ path }) =>
        path.includes(session),
      );
      expect(asked.length).toBeGreaterThanOrEqual(1);
    }, soon);
    expect(await scene.temporal.workflow.getHandle(workflowIdOf(id)).query(state)).toMatchObject({
      status: 'payment_pending',
    });
    expect(await detailFor(client, id)).toMatchObject({
      status: 'payment_pending',
      payment: { captured: 0 },
    });
  });
});

describe('a webhook of a consultation whose workflow has ended', () => {
  it('is taken, and waits where operators see it', async () => {
    const id = randomUUID();
    const body = paidEvent(`cs_${id}`, id);
    expect(await deliver(body, signatureOf(body))).toBe(200);
    expect(await listUnhandledEvents(scene.db, Date.now() + minutes(2))).toContainEqual(
      expect.objectContaining({ consultationId: id, objectId: `cs_${id}` }),
    );
    // The provider sends it again: still nobody hears it, and it stands there once.
    expect(await deliver(body, signatureOf(body))).toBe(200);
    expect(await inboxOf(id)).toHaveLength(1);
  });
});

describe('after all of these webhooks', () => {
  it('everything is in order', async () => {
    await expect(expectInvariants(scene)).resolves.toBeUndefined();
  });
});
