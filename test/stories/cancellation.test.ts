import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askToBook, book, bookAndPay, bookedIn, detailFor, sessionOf, startIn, wishOf } from './bookings.ts';
import { createSampleClient } from '#test/setup/sample-rows.ts';
import { hashOfKey, newKey } from '#api/accounts/key-material.ts';
import { addApiKey } from '#db/api-keys.ts';
import { hours } from '#domain/instant.ts';
import { ask } from './http.ts';
import type { Answer } from './http.ts';
import { createClient, createLawyer } from './people.ts';
import type { Person } from './people.ts';
import { ledgerOf, messagesTo, payAt } from './sandbox.ts';
import { openScene } from './scene.ts';
import type { Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => void (scene = await openScene()));
afterAll(() => scene.close());

const totalPrice = 57_750;

const quoteFor = (party: Person, id: string) =>
  ask('GET', `/api/consultations/${id}/cancellation`, { by: party });

function cancel(party: Person, id: string, fields: object = {}, key: string = randomUUID()) {
  return ask('POST', `/api/consultations/${id}/cancel`, {
    by: party,
    body: { reasonCode: 'schedule', ...fields },
    headers: { 'idempotency-key': key },
  });
}

/** With less than four hours to the start there is no time to change one's mind for nothing: the policy decides. */
async function confirmed(policy: 'standard' | 'flexible' | 'strict', hoursAhead: number) {
  const lawyer = await createLawyer(scene.db, { lawyer: { cancellationPolicy: policy } });
  const client = await createClient(scene.db);
  const { id, consultationNumber } = await bookAndPay(client, lawyer, startIn(hoursAhead));
  return { lawyer, client, id, consultationNumber };
}

/** Waits until Stripe's books and ours say that this much went back. */
function untilRefunded(party: Person, id: string, amount: number): Promise<void> {
  return vi.waitFor(
    async () => {
      expect(await ledgerOf(id)).toMatchObject({
        payments: [{ captured: totalPrice, refunded: amount }],
        refunds: [{ amount, status: 'succeeded' }],
      });
      expect((await detailFor(party, id)).payment).toMatchObject({
        captured: totalPrice,
        refunded: amount,
        refunds: [{ amount, status: 'succeeded', reason: 'cancelled' }],
      });
    },
    { timeout: 15_000, interval: 100 },
  );
}

describe('cancelling as a client', () => {
  it.each([
    ['standard', 3, 28_875, 'partial_notice'],
    ['strict', 10, totalPrice, 'grace'],
    ['flexible', 5, totalPrice, 'full_notice'],
  ] as const)(
    'under %s %i hours before gives back the %i of the quote',
    async (policy, ahead, refund, rule) => {
      const { client, id } = await confirmed(policy, ahead);
      const quote = await quoteFor(client, id);
      expect(quote.body).toMatchObject({
        refund,
        kept: totalPrice - refund,
        totalPrice,
        currency: 'AED',
        rule,
      });
      const answer = await cancel(client, id, { expectedRefund: refund });
      expect([answer.status, answer.body]).toMatchObject([
        200,
        { consultation: { status: 'cancelled' }, refund },
      ]);
      expect(await detailFor(client, id)).toMatchObject({ status: 'cancelled', cancelledBy: 'client' });
      await untilRefunded(client, id, refund);
    },
  );

  it('gives back nothing where the policy gives nothing, and cancels all the same', async () => {
    const { client, id } = await confirmed('strict', 3);
    expect((await quoteFor(client, id)).body).toMatchObject({
      refund: 0,
      rule: 'short_notice',
      validUntil: null,
    });
    expect((await cancel(client, id)).body).toMatchObject({
      consultation: { status: 'cancelled' },
      refund: 0,
    });
    expect(await ledgerOf(id)).toMatchObject({
      payments: [{ captured: totalPrice, refunded: 0 }],
      refunds: [],
    });
  });

  it('does nothing when the quote is no longer what was expected, and says what it is now', async () => {
    const { client, id } = await confirmed('standard', 3);
    const answer = await cancel(client, id, { expectedRefund: totalPrice });
    const { body: quote } = await quoteFor(client, id);
    expect([answer.status, answer.body]).toMatchObject([
      409,
      { code: 'quote_changed', quote: { refund: 28_875 } },
    ]);
    expect(quote).toMatchObject({ refund: 28_875 });
    expect(await detailFor(client, id)).toMatchObject({ status: 'confirmed', payment: { refunded: 0 } });
    expect((await ledgerOf(id)).refunds).toEqual([]);
  });

  it('tells both sides, and takes the appointment out of their calendars', async () => {
    const { client, lawyer, id, consultationNumber } = await confirmed('flexible', 5);
    await cancel(client, id, { note: 'I am ill.' });
    for (const { email, phone } of [client, lawyer]) {
      const mail = await vi.waitFor(
        async () => {
          const found = (await messagesTo(email)).find(({ ics }) => ics?.includes('METHOD:CANCEL'));
          expect(await messagesTo(phone)).toHaveLength(2);
          if (!found) throw new Error('there is no withdrawal');
          return found;
        },
        { timeout: 15_000, interval: 100 },
      );
      expect(mail.subject).toContain(consultationNumber);
      expect(mail.ics).toContain('STATUS:CANCELLED');
    }
  });
});

describe('cancelling as a lawyer', () => {
  it('gives everything back, whatever the policy says', async () => {
    const { client, lawyer, id } = await confirmed('strict', 3);
    expect((await quoteFor(lawyer, id)).body).toMatchObject({ refund: totalPrice, rule: 'by_lawyer' });
    expect((await cancel(lawyer, id, { reasonCode: 'unavailable' })).body).toMatchObject({
      refund: totalPrice,
    });
    expect(await detailFor(client, id)).toMatchObject({ cancelledBy: 'lawyer', cancelReason: 'unavailable' });
    await untilRefunded(client, id, totalPrice);
  });
});

describe('cancelling with the API key of a partner', () => {
  it('counts as the client’s, and stands in the event log as the partner’s', async () => {
    const partnerId = await createSampleClient(scene.db, { isPartner: true });
    const { key, prefix } = newKey();
    await addApiKey(scene.db, {
      ownerId: partnerId,
      name: 'stories',
      keyHash: hashOfKey(key),
      prefix,
      scopes: ['consultations:book', 'consultations:cancel'],
      expiresAt: new Date(Date.now() + hours(1)),
    });
    const lawyer = await createLawyer(scene.db);
    const headers = { 'x-api-key': key, 'idempotency-key': randomUUID() };
    const client = { name: 'Huda', email: `${randomUUID()}@example.test` };
    const body = wishOf(lawyer, startIn(48), { client });
    const { id } = bookedIn(await ask('POST', '/api/consultations', { body, headers }));
    const cancellation = { reasonCode: 'schedule', note: 'Our client is abroad.' };
    const answer = await ask('POST', `/api/consultations/${id}/cancel`, { body: cancellation, headers });
    expect(answer.body).toMatchObject({ consultation: { status: 'cancelled' } });
    const { timeline, ...detail } = await detailFor(lawyer, id);
    expect(detail).toMatchObject({ cancelledBy: 'client', cancelNote: 'Our client is abroad.' });
    const kinds = ['held', 'cancelled'];
    expect(timeline.filter(({ kind }) => kinds.includes(kind)).map(({ by }) => by)).toEqual([
      'partner',
      'partner',
    ]);
  });
});

describe('cancelling an unpaid hold', () => {
  it('ends its checkout, charges nothing and frees the time', async () => {
    const [client, lawyer] = [await createClient(scene.db), await createLawyer(scene.db)];
    const startAt = startIn(48);
    const { id } = await book(client, lawyer, startAt);
    const session = await sessionOf(id);
    expect((await quoteFor(client, id)).body).toMatchObject({ rule: 'before_confirmation' });
    expect((await cancel(client, id)).body).toMatchObject({ consultation: { status: 'cancelled' } });
    expect(await payAt(session)).toBe(409);
    expect(await ledgerOf(id)).toMatchObject({ sessions: [{ status: 'expired' }], payments: [] });
    const next = await askToBook(await createClient(scene.db), wishOf(lawyer, startAt));
    expect(next.status).toBe(201);
  });
});

/** An answer without what differs from request to request. */
function essenceOf({ status, body }: Answer) {
  const { refund, code } = body as { refund?: number; code?: string };
  return { status, ...(refund !== undefined && { refund }), ...(code !== undefined && { code }) };
}

describe('cancelling twice', () => {
  it('is refused the second time, and refunds once', async () => {
    const { client, id } = await confirmed('standard', 3);
    expect((await cancel(client, id)).status).toBe(200);
    const second = await cancel(client, id);
    expect([second.status, second.body]).toMatchObject([409, { code: 'invalid_state' }]);
    await untilRefunded(client, id, 28_875);
  });

  it('at the same moment cancels once; the same key hears the same answer', async () => {
    const { client, lawyer, id } = await confirmed('standard', 3);
    const key = randomUUID();
    const answers = await Promise.all([
      cancel(client, id, {}, key),
      cancel(client, id, {}, key),
      cancel(lawyer, id),
    ]);
    const [first, same, other] = answers.map(essenceOf);
    expect(same).toEqual(first);
    expect([first, other].map((answer) => answer?.status === 200)).toContain(true);
    expect([first, other]).toContainEqual({ status: 409, code: 'invalid_state' });
    await untilRefunded(client, id, first?.status === 200 ? 28_875 : totalPrice);
  });
});
