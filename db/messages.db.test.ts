import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking } from '#test/setup/sample-rows.ts';
import { createDatabase } from './client.ts';
import {
  findMeeting,
  listParticipants,
  recordParticipant,
  recordRoomClosed,
  recordRoomOpened,
} from './meetings.ts';
import { claimNotification, listNotifications, recordDelivery, recordNotification } from './notifications.ts';
import type { Database } from './schema.ts';
import { markWebhookHandled, storeWebhook } from './webhooks.ts';

let db: Kysely<Database>;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  db = createDatabase(database.url, { maxConnections: 10 });
});
afterAll(async () => {
  await db.destroy();
  await drop();
});

async function heldConsultation() {
  const [clientId, { lawyerId }] = await Promise.all([createSampleClient(db), createSampleLawyer(db)]);
  const booking = sampleBooking({ clientId, lawyerId });
  await createConsultations({ db }).holdSlot(booking);
  return booking;
}

async function message() {
  const { consultationId, clientId } = await heldConsultation();
  const about = { kind: 'confirmed', recipient: 'client', channel: 'email', sequence: 0 } as const;
  return { consultationId, userId: clientId, ...about };
}

describe('a message', () => {
  it('is claimed once, whoever comes at the same time', async () => {
    const identity = await message();
    const claims = await Promise.all([1, 2, 3].map(() => claimNotification(db, identity)));
    expect(claims.map(({ outcome }) => outcome).toSorted()).toEqual(['ambiguous', 'ambiguous', 'claimed']);
    expect(new Set(claims.map(({ id }) => id)).size).toBe(1);
  });

  it('is not sent again once it went out, was skipped, or came back', async () => {
    for (const status of ['sent', 'skipped', 'delivered'] as const) {
      const identity = await message();
      const { id } = await claimNotification(db, identity);
      await recordNotification(db, id, { status });
      expect(await claimNotification(db, identity)).toMatchObject({ outcome: 'already_sent' });
    }
    const identity = await message();
    const { id } = await claimNotification(db, identity);
    await recordNotification(db, id, { status: 'sent', providerMessageId: id });
    await recordDelivery(db, { providerMessageId: id }, { status: 'failed', errorCode: 'bounced' });
    expect(await claimNotification(db, identity)).toMatchObject({ outcome: 'already_sent' });
  });

  it('may be claimed again when the provider refused it', async () => {
    const identity = await message();
    const { id } = await claimNotification(db, identity);
    await recordNotification(db, id, { status: 'failed', errorCode: '21211' });
    expect(await claimNotification(db, identity)).toMatchObject({ id, outcome: 'claimed' });
    expect(await claimNotification(db, identity)).toMatchObject({ id, outcome: 'ambiguous' });
  });

  it('moves forward only, in whatever order the provider tells', async () => {
    const identity = await message();
    const { id } = await claimNotification(db, identity);
    await recordNotification(db, id, { status: 'sent', providerMessageId: id });
    await recordDelivery(db, { notificationId: id }, { status: 'delivered' });
    await recordDelivery(db, { notificationId: id }, { status: 'sent' });
    await recordDelivery(db, { notificationId: id }, { status: 'failed' });
    const { data } = await listNotifications(db, { userId: identity.userId, limit: 5 });
    expect(data).toMatchObject([{ id, status: 'delivered', providerMessageId: id }]);
  });
});

describe('a webhook', () => {
  it('is stored once, and is to be handled until it was', async () => {
    const event = {
      provider: 'stripe',
      eventId: 'evt_1',
      kind: 'x',
      objectId: 'cs_1',
      consultationId: null,
    } as const;
    expect(await storeWebhook(db, event)).toBe(true);
    expect(await storeWebhook(db, event)).toBe(true);
    await markWebhookHandled(db, event);
    expect(await storeWebhook(db, event)).toBe(false);
    expect(await storeWebhook(db, { ...event, provider: 'twilio' })).toBe(true);
    const stored = db.selectFrom('webhookInbox').where('eventId', '=', 'evt_1').selectAll();
    expect(await stored.execute()).toHaveLength(2);
  });
});

describe('a meeting', () => {
  it('opens once and stays closed', async () => {
    const { consultationId } = await heldConsultation();
    const at = (minute: number) => new Date(Date.UTC(2026, 11, 2, 6, minute));
    await recordRoomOpened(db, { consultationId, roomSid: 'RM1', at: at(0) });
    await recordRoomOpened(db, { consultationId, roomSid: 'RM1', at: at(1) });
    await recordRoomClosed(db, { consultationId, at: at(2) });
    await recordRoomClosed(db, { consultationId, at: at(3) });
    await recordRoomOpened(db, { consultationId, roomSid: 'RM2', at: at(4) });
    expect(await findMeeting(db, consultationId)).toMatchObject({
      status: 'closed',
      roomSid: 'RM1',
      openedAt: at(0),
      closedAt: at(2),
    });
  });

  it('remembers the first join and the last leave of each side', async () => {
    const { consultationId } = await heldConsultation();
    const at = (minute: number) => new Date(Date.UTC(2026, 11, 2, 6, minute));
    const seen = { consultationId, party: 'client', isPresent: false } as const;
    await recordParticipant(db, { ...seen, firstJoinedAt: at(5), lastLeftAt: at(9) });
    await recordParticipant(db, { ...seen, firstJoinedAt: at(1), lastLeftAt: at(4) });
    await recordParticipant(db, { ...seen, firstJoinedAt: at(10), lastLeftAt: null, isPresent: true });
    expect(await listParticipants(db, consultationId)).toEqual([
      { ...seen, firstJoinedAt: at(1), lastLeftAt: at(9), isPresent: true },
    ]);
  });
});
