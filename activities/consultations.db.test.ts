import { workflowIdOf } from '#domain/consultation.ts';
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '#db/client.ts';
import { listEvents } from '#db/events.ts';
import { claimKey, findRefusal } from '#db/idempotency-keys.ts';
import { recordOperatorAction } from '#db/operator-actions.ts';
import type { Database } from '#db/schema.ts';
import { hours, minutes } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { createConsultations } from './consultations.ts';
import type { Change, ConsultationActivities } from './contract.ts';

let db: Kysely<Database>;
let activities: ConsultationActivities;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  db = createDatabase(database.url, { maxConnections: 40 });
  activities = createConsultations({ db });
});
afterAll(async () => {
  await db.destroy();
  await drop();
});

const tomorrow = sampleNow + hours(24);

/** A client and a lawyer of their own, so that tests do not meet. */
async function strangers() {
  const [clientId, { lawyerId }] = await Promise.all([createSampleClient(db), createSampleLawyer(db)]);
  return { clientId, lawyerId };
}

async function rowOf(id: string) {
  return await db.selectFrom('consultation').where('id', '=', id).selectAll().executeTakeFirstOrThrow();
}

async function outcomesOf(holds: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(holds);
  return settled.map((each) => (each.status === 'fulfilled' ? 'held' : String(each.reason.code))).toSorted();
}

describe('a hold', () => {
  it('copies what was sold into the row, with its first event and a planned meeting', async () => {
    const booking = sampleBooking(await strangers());
    const held = await activities.holdSlot(booking);
    expect(held).toEqual({
      endAt: tomorrow + hours(1),
      holdExpiresAt: sampleNow + minutes(15),
      totalPriceMinor: 57_750,
      cancellationPolicy: 'standard',
      reminderMinutes: [1440, 60],
    });
    expect(await rowOf(booking.consultationId)).toMatchObject({
      status: 'payment_pending',
      revision: 1,
      basePriceMinor: 50_000,
      platformFeeMinor: 5_000,
      vatMinor: 2_750,
      blockEndAt: new Date(tomorrow + minutes(75)),
      lawyerTimezone: 'Asia/Dubai',
    });
    const events = await listEvents(db, booking.consultationId);
    expect(events).toMatchObject([
      { revision: 1, kind: 'held', fromStatus: null, toStatus: 'payment_pending', actorKind: 'client' },
    ]);
    const meetings = db.selectFrom('meeting').where('consultationId', '=', booking.consultationId);
    expect(await meetings.selectAll().execute()).toMatchObject([
      { kind: 'video', status: 'planned', roomName: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ]);
  });

  it('keeps the zone in which the lawyer is at its start, also on a journey', async () => {
    const parties = await strangers();
    await db
      .insertInto('availabilityTravel')
      .values({
        lawyerId: parties.lawyerId,
        startDate: '2026-12-02',
        endDate: '2026-12-03',
        timezone: 'America/New_York',
      })
      .execute();
    const during = sampleBooking(parties, { startAt: sampleNow + hours(30) });
    const after = sampleBooking(parties, { startAt: sampleNow + hours(102) });
    await activities.holdSlot(during);
    await activities.holdSlot(after);
    expect((await rowOf(during.consultationId)).lawyerTimezone).toBe('America/New_York');
    expect((await rowOf(after.consultationId)).lawyerTimezone).toBe('Asia/Dubai');
  });

  it('never lasts beyond the start', async () => {
    const { clientId, lawyerId } = await strangers();
    await db
      .updateTable('availability')
      .where('lawyerId', '=', lawyerId)
      .set({ minNoticeMinutes: 0 })
      .execute();
    const startAt = sampleNow + minutes(30);
    const held = await activities.holdSlot(
      sampleBooking({ clientId, lawyerId }, { startAt, now: sampleNow + minutes(1.5), holdMinutes: 60 }),
    );
    expect(held.holdExpiresAt).toBe(startAt);
  });

  it('is the same hold when it is repeated, also side by side', async () => {
    const booking = sampleBooking(await strangers());
    const first = await activities.holdSlot(booking);
    const again = await Promise.all([activities.holdSlot(booking), activities.holdSlot(booking)]);
    expect(again).toEqual([first, first]);
    expect(await listEvents(db, booking.consultationId)).toHaveLength(1);
  });

  it('attaches the documents of the intake, but nobody else’s', async () => {
    const parties = await strangers();
    const booking = sampleBooking(parties);
    const document = { name: 'a.pdf', mediaType: 'application/pdf', sizeBytes: 1, sha256: Buffer.alloc(32) };
    const inserted = await db
      .insertInto('document')
      .values([
        { ...document, ownerId: parties.clientId },
        { ...document, ownerId: await createSampleClient(db) },
      ])
      .returning('id')
      .execute();
    const documentIds = inserted.map(({ id }) => id);
    await db
      .insertInto('intake')
      .values({
        consultationId: booking.consultationId,
        locale: 'en',
        clientId: parties.clientId,
        documentIds,
      })
      .execute();
    await activities.holdSlot(booking);
    const attached = db.selectFrom('document').where('consultationId', '=', booking.consultationId);
    expect(await attached.select('id').execute()).toEqual([{ id: documentIds[0] }]);
  });
});

describe('one time of one lawyer', () => {
  it('goes to exactly one of 40 clients who want overlapping hours at once', async () => {
    const { lawyerId } = await createSampleLawyer(db);
    const clients = await Promise.all(Array.from({ length: 40 }, () => createSampleClient(db)));
    const holds = clients.map((clientId, index) =>
      // Half of them begin within the others' hour.
      activities.holdSlot(
        sampleBooking({ clientId, lawyerId }, { startAt: tomorrow + minutes(30 * (index % 2)) }),
      ),
    );
    expect(await outcomesOf(holds)).toEqual(['held', ...Array.from({ length: 39 }, () => 'slot_taken')]);
  });

  it('is guarded by the table itself, whatever the code believed', async () => {
    const { lawyerId, clientId } = await strangers();
    const booking = sampleBooking({ clientId, lawyerId });
    await activities.holdSlot(booking);
    const { id: _, ...row } = await rowOf(booking.consultationId);
    const copy = {
      ...row,
      id: randomUUID(),
      number: 'MJ-0000000000',
      clientId: await createSampleClient(db),
    };
    const insert = db.insertInto('consultation').values(copy).execute();
    await expect(insert).rejects.toMatchObject({
      code: '23P01',
      constraint: 'consultation_lawyer_no_overlap',
    });
  });

  it('is free again for the time behind the buffer', async () => {
    const { lawyerId } = await createSampleLawyer(db);
    const hold = async (startAt: number) =>
      activities.holdSlot(sampleBooking({ clientId: await createSampleClient(db), lawyerId }, { startAt }));
    await hold(tomorrow);
    await expect(hold(tomorrow + minutes(60))).rejects.toMatchObject({ code: 'slot_taken' });
    await expect(hold(tomorrow + minutes(90))).resolves.toBeDefined();
  });
});

describe('one client', () => {
  it('is in one place at a time, also when both are asked for at once', async () => {
    const clientId = await createSampleClient(db);
    const lawyers = await Promise.all([createSampleLawyer(db), createSampleLawyer(db)]);
    const holds = lawyers.map(({ lawyerId }) => activities.holdSlot(sampleBooking({ clientId, lawyerId })));
    expect(await outcomesOf(holds)).toEqual(['client_busy', 'held']);
  });

  it('holds three unpaid times, whatever comes at once', async () => {
    const clientId = await createSampleClient(db);
    const { lawyerId } = await createSampleLawyer(db);
    const holds = [0, 2, 4, 6, 8, 10].map((hour) =>
      activities.holdSlot(sampleBooking({ clientId, lawyerId }, { startAt: tomorrow + hours(hour) })),
    );
    expect(await outcomesOf(holds)).toEqual(['held', 'held', 'held', ...Array(3).fill('too_many_requests')]);
  });

  it('holds ten times an hour, and again when the hour is over', async () => {
    const clientId = await createSampleClient(db);
    const { lawyerId } = await createSampleLawyer(db);
    const hold = async (hour: number, now: number) => {
      const booking = sampleBooking(
        { clientId, lawyerId },
        { startAt: tomorrow + hours(hour), now, receivedAt: now },
      );
      await activities.holdSlot(booking);
      const change = {
        consultationId: booking.consultationId,
        revision: 2,
        kind: 'expired',
        at: now,
      } as const;
      await activities.recordChange({
        ...change,
        from: 'payment_pending',
        to: 'expired',
        by: { kind: 'system' },
      });
    };
    for (let hour = 0; hour < 10; hour += 1) await hold(hour, sampleNow);
    await expect(hold(11, sampleNow + minutes(59))).rejects.toMatchObject({ code: 'too_many_requests' });
    await expect(hold(12, sampleNow + minutes(60))).resolves.toBeUndefined();
  });
});

describe('what is refused', () => {
  it.each([
    ['notice', tomorrow - hours(23), {}],
    ['horizon', tomorrow + hours(24 * 61), {}],
    ['unavailable', tomorrow + minutes(10), {}],
  ])('names the reason %s', async (reason, startAt, fields) => {
    const booking = sampleBooking(await strangers(), { startAt, ...fields });
    await expect(activities.holdSlot(booking)).rejects.toMatchObject({
      code: 'slot_unavailable',
      extras: { reason },
    });
  });

  it('is a time with less than a minute left to pay', async () => {
    const { clientId, lawyerId } = await strangers();
    await db
      .updateTable('availability')
      .where('lawyerId', '=', lawyerId)
      .set({ minNoticeMinutes: 0 })
      .execute();
    const startAt = sampleNow + minutes(30);
    const hold = (now: number) =>
      activities.holdSlot(
        sampleBooking({ clientId, lawyerId }, { startAt, receivedAt: startAt - minutes(2), now }),
      );
    await expect(hold(startAt - minutes(1) + 1)).rejects.toMatchObject({ extras: { reason: 'notice' } });
    await expect(hold(startAt - minutes(1))).resolves.toBeDefined();
  });

  it('is a booking that waited more than two minutes for its turn', async () => {
    const late = { now: sampleNow + minutes(2) + 1 };
    const booking = sampleBooking(await strangers(), late);
    await expect(activities.holdSlot(booking)).rejects.toMatchObject({ code: 'temporarily_unavailable' });
    const inTime = sampleBooking(await strangers(), { now: sampleNow + minutes(2) });
    await expect(activities.holdSlot(inTime)).resolves.toBeDefined();
  });

  it('is a lawyer who is not listed, a type that is not sold, and a duration that is not offered', async () => {
    const clientId = await createSampleClient(db);
    const { lawyerId } = await createSampleLawyer(db, { lawyer: { status: 'suspended' } });
    const wishes = [
      sampleBooking({ clientId, lawyerId }),
      sampleBooking(await strangers(), { consultationType: 'in_person' }),
      sampleBooking(await strangers(), { durationMinutes: 45 }),
      sampleBooking({ clientId: randomUUID(), lawyerId: (await createSampleLawyer(db)).lawyerId }),
    ];
    const codes = [];
    for (const wish of wishes) codes.push(...(await outcomesOf([activities.holdSlot(wish)])));
    expect(codes).toEqual(['not_found', 'not_found', 'invalid_request', 'not_found']);
  });

  it('stays refused when the time becomes free, and writes no consultation', async () => {
    const { clientId, lawyerId } = await strangers();
    const winner = sampleBooking({ clientId, lawyerId });
    await activities.holdSlot(winner);
    const loser = sampleBooking({ clientId: await createSampleClient(db), lawyerId });
    const claim = { caller: loser.clientId, key: 'k', bodyHash: Buffer.from('b') };
    await claimKey(db, { ...claim, consultationId: loser.consultationId });
    await expect(activities.holdSlot(loser)).rejects.toMatchObject({ code: 'slot_taken' });
    await activities.recordChange({
      consultationId: winner.consultationId,
      revision: 2,
      kind: 'expired',
      at: sampleNow,
      from: 'payment_pending',
      to: 'expired',
      by: { kind: 'system' },
    });
    await expect(activities.holdSlot(loser)).rejects.toMatchObject({ code: 'slot_taken' });
    const { refusal } = await claimKey(db, { ...claim, consultationId: loser.consultationId });
    expect(refusal).toMatchObject({ code: 'slot_taken' });
    await expect(rowOf(loser.consultationId)).rejects.toThrow('no result');
  });
});

describe('a hold whose outcome stayed unknown', () => {
  it('is freed when it was taken', async () => {
    const parties = await strangers();
    const booking = sampleBooking(parties);
    await activities.holdSlot(booking);
    const abandon = { consultationId: booking.consultationId, at: sampleNow };
    await activities.abandonHold(abandon);
    await activities.abandonHold(abandon);
    expect(await rowOf(booking.consultationId)).toMatchObject({ status: 'expired', revision: 2 });
    expect(await findRefusal(db, booking.consultationId)).toMatchObject({ code: 'temporarily_unavailable' });
    await expect(activities.holdSlot(sampleBooking(parties))).resolves.toBeDefined();
  });

  it('cannot be taken by an attempt that comes later', async () => {
    const booking = sampleBooking(await strangers());
    await activities.abandonHold({ consultationId: booking.consultationId, at: sampleNow });
    await expect(activities.holdSlot(booking)).rejects.toMatchObject({ code: 'temporarily_unavailable' });
  });

  it('is never held and given up at once', async () => {
    const bookings = await Promise.all(
      Array.from({ length: 10 }, async () => sampleBooking(await strangers())),
    );
    await Promise.allSettled(
      bookings.flatMap((booking) => [
        activities.holdSlot(booking),
        activities.abandonHold({ consultationId: booking.consultationId, at: sampleNow }),
      ]),
    );
    const ids = bookings.map(({ consultationId }) => consultationId);
    const live = db.selectFrom('consultation').where('id', 'in', ids).where('status', '=', 'payment_pending');
    expect(await live.select('id').execute()).toEqual([]);
  });
});

describe('a change of the record', () => {
  async function held() {
    const booking = sampleBooking(await strangers());
    await activities.holdSlot(booking);
    const confirm: Change = {
      consultationId: booking.consultationId,
      revision: 2,
      kind: 'confirmed',
      at: sampleNow + minutes(3),
      from: 'payment_pending',
      to: 'confirmed',
      by: { kind: 'provider' },
    };
    return { id: booking.consultationId, confirm };
  }

  it('moves the row and writes its event, once', async () => {
    const { id, confirm } = await held();
    await activities.recordChange(confirm);
    await activities.recordChange(confirm);
    await Promise.all([activities.recordChange(confirm), activities.recordChange(confirm)]);
    const row = await rowOf(id);
    expect(row).toMatchObject({
      status: 'confirmed',
      revision: 2,
      confirmedAt: new Date(sampleNow + minutes(3)),
    });
    expect((await listEvents(db, id)).map(({ kind }) => kind)).toEqual(['held', 'confirmed']);
  });

  it('does not skip one, does not go back, and takes no way that the table of states does not know', async () => {
    const { id, confirm } = await held();
    await expect(activities.recordChange({ ...confirm, revision: 3 })).rejects.toThrow('does not follow');
    await expect(activities.recordChange({ ...confirm, from: 'confirmed' })).rejects.toThrow(
      'does not follow',
    );
    await expect(activities.recordChange({ ...confirm, to: 'completed' })).rejects.toThrow('cannot become');
    await activities.recordChange(confirm);
    await activities.recordChange({ ...confirm, revision: 1, to: 'expired' });
    expect(await rowOf(id)).toMatchObject({ status: 'confirmed', revision: 2 });
  });

  it('raises and lowers the flag beside the status', async () => {
    const { id, confirm } = await held();
    const flag = {
      ...confirm,
      from: 'payment_pending',
      to: 'payment_pending',
      by: { kind: 'system' },
    } as const;
    await activities.recordChange({ ...flag, kind: 'attention_raised', attentionReason: 'capture_stuck' });
    expect(await rowOf(id)).toMatchObject({ needsAttention: true, attentionReason: 'capture_stuck' });
    await activities.recordChange({ ...confirm, revision: 3 });
    expect(await rowOf(id)).toMatchObject({ status: 'confirmed', needsAttention: true });
    const lowered = {
      ...flag,
      from: 'confirmed',
      to: 'confirmed',
      revision: 4,
      attentionReason: null,
    } as const;
    await activities.recordChange(lowered);
    expect(await rowOf(id)).toMatchObject({ needsAttention: false, attentionReason: null });
  });

  it('names who cancelled and why', async () => {
    const { id, confirm } = await held();
    const cancel = { ...confirm, to: 'cancelled', reason: 'schedule' } as const;
    await expect(activities.recordChange(cancel)).rejects.toThrow('nobody is named');
    await activities.recordChange({ ...cancel, cancelledBy: 'client' });
    expect(await rowOf(id)).toMatchObject({
      status: 'cancelled',
      cancelledBy: 'client',
      cancelReason: 'schedule',
    });
  });

  it('takes an operator’s name from what the proxy wrote down, and from nowhere else', async () => {
    const operatorId = await createSampleClient(db, { role: 'operator' });
    const actors = [];
    for (const isWritten of [true, false]) {
      const { id, confirm } = await held();
      const action = { operatorId, workflowId: workflowIdOf(id), action: 'request_cancellation' } as const;
      if (isWritten) await recordOperatorAction(db, action);
      const by = { kind: 'operator' } as const;
      await activities.recordChange({ ...confirm, to: 'cancelled', cancelledBy: 'operator', by });
      actors.push((await listEvents(db, id)).at(-1));
    }
    expect(actors).toMatchObject([
      { actorKind: 'operator', actorId: operatorId },
      { actorKind: 'system', actorId: null },
    ]);
  });
});

describe('the event log', () => {
  it('can be neither changed nor deleted by the app', async () => {
    const booking = sampleBooking(await strangers());
    await activities.holdSlot(booking);
    const change = db.updateTable('consultationEvent').set({ kind: 'forged' }).execute();
    await expect(change).rejects.toMatchObject({ code: '42501' });
    await expect(db.deleteFrom('consultationEvent').execute()).rejects.toMatchObject({ code: '42501' });
    await expect(db.deleteFrom('consultation').execute()).rejects.toMatchObject({ code: '42501' });
  });
});
