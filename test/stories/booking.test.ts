import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  askToBook,
  book,
  bookAndPay,
  bookedIn,
  detailFor,
  sessionOf,
  startIn,
  untilStatus,
  wishOf,
} from './bookings.ts';
import { ask } from './http.ts';
import { createClient, createLawyer } from './people.ts';
import { breakDown, ledgerOf, messagesTo, payAt } from './sandbox.ts';
import type { Message } from './sandbox.ts';
import { openScene } from './scene.ts';
import type { Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => void (scene = await openScene()));
afterAll(() => scene.close());

/** What arrived at these two addresses of one person, when as much has come as is expected. */
async function received({ email, phone }: { email: string; phone: string }): Promise<Message[]> {
  const both = await vi.waitFor(
    async () => {
      const found = [...(await messagesTo(email)), ...(await messagesTo(phone))];
      expect(found.map(({ channel }) => channel).toSorted()).toEqual(['email', 'sms']);
      return found;
    },
    { timeout: 15_000, interval: 100 },
  );
  return both;
}

/** Lines of an .ics are folded at 75 bytes. */
const unfolded = (ics = '') => ics.replaceAll('\r\n ', '');

describe('the way of a client', () => {
  it('leads from signing up over a slot and the payment to a consultation that both know of', async () => {
    const lawyer = await createLawyer(scene.db, { lawyer: { nameEn: 'Nadia Rahman' } });
    const email = `${randomUUID()}@example.test`;
    const signUp = await ask('POST', '/api/auth/sign-up/email', {
      body: { name: 'Salma Nasser', email, password: 'a long enough password' },
    });
    expect(signUp.status).toBe(200);
    const [cookie = ''] = (signUp.headers.get('set-cookie') ?? '').split(';', 1);
    const { user } = signUp.body as { user: { id: string } };
    // The code that proves the address has a story of its own.
    await scene.db.updateTable('appUser').where('id', '=', user.id).set({ emailVerified: true }).execute();
    const client = { userId: user.id, name: 'Salma Nasser', email, phone: '+971551234567', cookie };

    const day = startIn(72).toISOString().slice(0, 10);
    const path = `/api/lawyers/${lawyer.lawyerId}/availability/slots`;
    const query = `startDate=${day}&endDate=${day}&durationMinutes=60&clientTimezone=Europe/London`;
    const free = (await ask('GET', `${path}?${query}`)).body as {
      slots: { startTime: string; available: boolean }[];
      totalPrice: number;
    };
    const [slot] = free.slots;
    expect(slot).toMatchObject({ available: true, startTime: expect.stringMatching(/\+0[01]:00$/) });

    const wish = wishOf(lawyer, new Date(slot?.startTime ?? ''), {
      scheduledAt: slot?.startTime,
      clientTimezone: 'Europe/London',
      clientPhone: client.phone,
      clientNotes: 'The lease ends early.',
    });
    const booked = bookedIn(await askToBook(client, wish));
    expect(booked).toMatchObject({
      status: 'payment_pending',
      basePrice: 50_000,
      platformFee: 5_000,
      vat: 2_750,
      totalPrice: 57_750,
      currency: 'AED',
      scheduledAt: new Date(slot?.startTime ?? '').toISOString(),
    });
    expect(booked.totalPrice).toBe(free.totalPrice);
    expect(booked.consultationNumber).toMatch(/^MJ-[0-9A-HJKMNP-TV-Z]{10}$/);
    const session = booked.paymentUrl?.split('/').at(-1) ?? '';
    expect(session).toBe(await sessionOf(booked.id));

    expect(await payAt(session)).toBe(200);
    const confirmed = await untilStatus(client, booked.id, 'confirmed');
    expect(confirmed.payment).toMatchObject({
      status: 'captured',
      amount: 57_750,
      captured: 57_750,
      refunded: 0,
    });
    expect(confirmed.timeline).toMatchObject([
      { kind: 'held', from: null, to: 'payment_pending', by: 'client' },
      { kind: 'confirmed', from: 'payment_pending', to: 'confirmed', by: 'system' },
    ]);
    expect(confirmed.paymentUrl).toBeNull();
    expect(await ledgerOf(booked.id)).toMatchObject({
      sessions: [{ status: 'complete', amount: 57_750 }],
      payments: [{ amount: 57_750, captured: 57_750, refunded: 0, status: 'succeeded' }],
      refunds: [],
    });

    const [mail, sms] = await received(client);
    expect(mail?.subject).toContain(booked.consultationNumber);
    expect(mail?.text).toContain('Nadia Rahman');
    expect(sms?.text).toContain(booked.consultationNumber);
    const ics = unfolded(mail?.ics);
    expect(ics).toContain('METHOD:REQUEST');
    expect(ics).toContain(`DTSTART:${booked.scheduledAt.replaceAll(/[-:]|\.000/g, '')}`);
    const [toLawyer] = await received(lawyer);
    expect(toLawyer?.text).toContain('Salma Nasser');
    expect(unfolded(toLawyer?.ics)).toContain(/UID:(\S+)/.exec(ics)?.[0]);

    const seenByLawyer = await detailFor(lawyer, booked.id);
    expect(seenByLawyer).toMatchObject({
      status: 'confirmed',
      clientNotes: 'The lease ends early.',
      client: { name: 'Salma Nasser', phone: client.phone },
    });
    const after = (await ask('GET', `${path}?${query}`)).body as typeof free;
    expect(after.slots.map(({ startTime }) => startTime)).not.toContain(slot?.startTime);
  });

  it('speaks Arabic with an Arabic client, and English with the lawyer', async () => {
    const lawyer = await createLawyer(scene.db, { lawyer: { nameAr: 'نادية رحمن' } });
    const client = await createClient(scene.db, { locale: 'ar', name: 'سلمى ناصر' });
    const { consultationNumber } = await bookAndPay(client, lawyer, startIn(48));
    const [mail, sms] = await received(client);
    expect(mail?.subject).toContain('تأكيد');
    expect(mail?.html).toContain('dir="rtl"');
    expect(mail?.text).toContain('نادية رحمن');
    expect(sms?.text).toMatch(new RegExp(`مجلس.*${consultationNumber}`, 'u'));
    const [toLawyer] = await received(lawyer);
    expect(toLawyer?.text).toContain('سلمى ناصر');
    expect(toLawyer?.text.replaceAll('سلمى ناصر', '')).not.toMatch(/\p{Script=Arabic}/u);
  });

  it('leads to the office of a lawyer who receives there', async () => {
    const lawyer = await createLawyer(scene.db, {
      lawyer: { officeAddressEn: 'Office 7, Marina Walk', officeMapUrl: 'https://maps.example.com/7' },
      price: { consultationType: 'in_person' },
    });
    const client = await createClient(scene.db);
    const wish = wishOf(lawyer, startIn(48), { consultationType: 'in_person' });
    const { id } = bookedIn(await askToBook(client, wish));
    expect((await detailFor(client, id)).meeting).toMatchObject({ kind: 'in_person', address: null });
    await payAt(await sessionOf(id));
    const { meeting } = await untilStatus(client, id, 'confirmed');
    expect(meeting).toMatchObject({
      address: { en: 'Office 7, Marina Walk' },
      mapUrl: 'https://maps.example.com/7',
    });
    const [mail] = await received(client);
    expect(mail?.text).toContain('Office 7, Marina Walk');
    expect(unfolded(mail?.ics)).toContain('LOCATION:Office 7\\, Marina Walk');
  });
});

describe('a second click', () => {
  it('with the same key answers with the same consultation, as it stands then', async () => {
    const [client, lawyer] = [await createClient(scene.db), await createLawyer(scene.db)];
    const [wish, key] = [wishOf(lawyer, startIn(48)), randomUUID()];
    const answers = await Promise.all([1, 2, 3].map(() => askToBook(client, wish, { key })));
    const ids = answers.map((answer) => bookedIn(answer).id);
    expect(new Set(ids).size).toBe(1);
    const [id = ''] = ids;
    await payAt(await sessionOf(id));
    await untilStatus(client, id, 'confirmed');
    expect(bookedIn(await askToBook(client, wish, { key }))).toMatchObject({
      id,
      status: 'confirmed',
      paymentUrl: null,
    });
    expect((await ledgerOf(id)).sessions).toHaveLength(1);
  });

  it('with the same key and another body is refused and changes nothing', async () => {
    const [client, lawyer] = [await createClient(scene.db), await createLawyer(scene.db)];
    const [startAt, key] = [startIn(48), randomUUID()];
    const { id } = bookedIn(await askToBook(client, wishOf(lawyer, startAt), { key }));
    const other = await askToBook(client, wishOf(lawyer, startIn(52)), { key });
    expect([other.status, other.body]).toMatchObject([422, { code: 'idempotency_key_reused' }]);
    expect((await detailFor(client, id)).scheduledAt).toBe(startAt.toISOString());
    const rows = await scene.db
      .selectFrom('consultation')
      .where('clientId', '=', client.userId)
      .select('id')
      .execute();
    expect(rows).toEqual([{ id }]);
  });

  it('without a key is refused before anything else', async () => {
    const [client, lawyer] = [await createClient(scene.db), await createLawyer(scene.db)];
    const answer = await ask('POST', '/api/consultations', { by: client, body: wishOf(lawyer, startIn(48)) });
    expect([answer.status, answer.body]).toMatchObject([400, { code: 'idempotency_key_required' }]);
  });
});

describe('a payment page that is slow to come', () => {
  it('keeps nobody waiting: the time is held without a link, which then follows', async () => {
    const [client, lawyer] = [await createClient(scene.db), await createLawyer(scene.db)];
    await breakDown({
      provider: 'stripe',
      operation: 'checkout.sessions.create',
      kind: 'latency',
      ms: 9_000,
      times: 1,
    });
    const { id, status, paymentUrl } = await book(client, lawyer, startIn(48));
    expect({ status, paymentUrl }).toEqual({ status: 'payment_pending', paymentUrl: null });
    const link = await vi.waitFor(
      async () => {
        const detail = await detailFor(client, id);
        if (detail.paymentUrl === null) throw new Error('there is no link yet');
        return detail.paymentUrl;
      },
      { timeout: 30_000, interval: 100 },
    );
    await payAt(link.split('/').at(-1) ?? '');
    await untilStatus(client, id, 'confirmed');
  });
});

describe('a refusal', () => {
  it('stays the answer of its key when the time has become free, and a new key is a new attempt', async () => {
    const lawyer = await createLawyer(scene.db);
    const [first, second] = [await createClient(scene.db), await createClient(scene.db)];
    const [startAt, key] = [startIn(48), randomUUID()];
    const { id } = await book(first, lawyer, startAt);
    const refused = await askToBook(second, wishOf(lawyer, startAt), { key });
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'slot_taken' }]);

    await ask('POST', `/api/consultations/${id}/cancel`, { by: first, body: { reasonCode: 'mistake' } });
    await untilStatus(first, id, 'cancelled');
    const again = await askToBook(second, wishOf(lawyer, startAt), { key });
    expect([again.status, again.body]).toMatchObject([409, { code: 'slot_taken' }]);
    expect(bookedIn(await askToBook(second, wishOf(lawyer, startAt)))).toMatchObject({
      status: 'payment_pending',
    });
  });
});
