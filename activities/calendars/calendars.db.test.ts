import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { restoreDeletedEvent, dismissDeletedEvent, listDeletedEvents } from '#db/calendars-deleted.ts';
import { findCalendar } from '#db/calendars.ts';
import { days, hours } from '#domain/instant.ts';
import { confirmConsultation, connectFor, connectIcs, sandboxNames } from '#test/rehearsal/calendars.ts';
import type { Connectable } from '#test/rehearsal/calendars.ts';
import { createProviderStage } from '#test/rehearsal/provider-stage.ts';
import type { ProviderStage } from '#test/rehearsal/provider-stage.ts';

let stage: ProviderStage;
beforeAll(async () => {
  stage = await createProviderStage();
});
afterEach(() => stage.heal());
afterAll(() => stage.close());

/** A day far enough ahead, on which the tests make appointments. */
const day = new Date(Date.now() + days(20)).toISOString().slice(0, 10);

async function connected(provider: Connectable, consultation = {}) {
  const booking = await confirmConsultation(stage, consultation);
  const { connectionId, address } = await connectFor(stage, booking.lawyerId, provider);
  const path = `calendars/${sandboxNames[provider]}/${address}/events`;
  return { ...booking, connectionId, address, path };
}

const enter = (path: string, event: object) => stage.control('POST', path, { date: day, ...event });

async function eventsAt(
  path: string,
): Promise<{ id: string; title: string; start: string; isDeleted: boolean }[]> {
  const { data } = await stage.control('GET', path);
  return data.filter(
    ({ madeBy, isDeleted }: { madeBy: string; isDeleted: boolean }) => madeBy === 'product' && !isDeleted,
  );
}

async function busyOf(connectionId: string): Promise<string[]> {
  const rows = await stage.db
    .selectFrom('calendarBusy')
    .where('connectionId', '=', connectionId)
    .selectAll()
    .orderBy('startAt')
    .execute();
  return rows.map(
    ({ startAt, endAt }) => `${startAt.toISOString().slice(0, 16)}/${endAt.toISOString().slice(0, 16)}`,
  );
}

async function entryOf(consultationId: string) {
  return await stage.db
    .selectFrom('calendarEvent')
    .where('consultationId', '=', consultationId)
    .selectAll()
    .executeTakeFirst();
}

async function cancel(consultationId: string): Promise<void> {
  await stage.db
    .updateTable('consultation')
    .where('id', '=', consultationId)
    .set({ status: 'cancelled', cancelledBy: 'client' })
    .execute();
}

describe.each(['google', 'outlook'] as const)('a calendar at %s', (provider) => {
  it('closes the times at which its owner is busy, and no others', async () => {
    const { connectionId, path } = await connected(provider);
    await enter(path, { start: '09:00', end: '10:00', zone: 'Asia/Dubai', title: 'Court' });
    await enter(path, { start: '09:30', end: '11:00', zone: 'Asia/Dubai', title: 'overlaps' });
    await enter(path, { start: '12:00', end: '13:00', zone: 'Asia/Dubai', isTransparent: true });
    expect(await stage.activities.syncCalendar({ connectionId })).toMatchObject({ outcome: 'read' });
    expect(await busyOf(connectionId)).toEqual([`${day}T05:00/${day}T07:00`]);
    expect(await findCalendar(stage.db, connectionId)).toMatchObject({
      status: 'active',
      failingSince: null,
    });
  });

  it("closes whole days by the lawyer's own midnight", async () => {
    const { connectionId, path } = await connected(provider);
    await enter(path, { title: 'Leave' });
    await stage.activities.syncCalendar({ connectionId });
    const midnight = Date.parse(`${day}T00:00:00+04:00`);
    const text = (at: number) => new Date(at).toISOString().slice(0, 16);
    expect(await busyOf(connectionId)).toEqual([`${text(midnight)}/${text(midnight + hours(24))}`]);
  });

  it('follows what changes there, and touches nothing while nothing does', async () => {
    const { connectionId, path } = await connected(provider);
    const { id } = await enter(path, { start: '09:00', end: '10:00', zone: 'Asia/Dubai' });
    const rowVersions = async () =>
      await stage.db
        .selectFrom('calendarBusy')
        .where('connectionId', '=', connectionId)
        .select(sql<string>`xmin::text`.as('version'))
        .execute();
    await stage.activities.syncCalendar({ connectionId });
    const first = await rowVersions();
    expect(first).toHaveLength(1);
    await stage.activities.syncCalendar({ connectionId });
    expect(await rowVersions()).toEqual(first);
    await stage.control('PATCH', `${path}/${id}`, {
      date: day,
      start: '10:00',
      end: '11:00',
      zone: 'Asia/Dubai',
    });
    await stage.activities.syncCalendar({ connectionId });
    expect(await busyOf(connectionId)).toEqual([`${day}T06:00/${day}T07:00`]);
    await stage.control('DELETE', `${path}/${id}`);
    await stage.activities.syncCalendar({ connectionId });
    expect(await busyOf(connectionId)).toEqual([]);
  });

  it('has a confirmed consultation once, though everything runs three times, and does not count it as busy', async () => {
    const { connectionId, consultationId, number, path } = await connected(provider);
    for (let run = 0; run < 3; run += 1) await stage.activities.writeCalendarEvent({ consultationId });
    await stage.activities.syncCalendar({ connectionId });
    expect(await eventsAt(path)).toMatchObject([{ title: `Consultation ${number}` }]);
    expect(await busyOf(connectionId)).toEqual([]);
    expect(await entryOf(consultationId)).toMatchObject({ status: 'present', writtenRevision: 1 });
  });

  it('has it once: the mail about it brings its owner no second one, and the client an invitation', async () => {
    const { consultationId, lawyerEmail, clientEmail } = await connected(provider);
    for (const recipient of ['lawyer', 'client'] as const)
      await stage.activities.sendEmail({ consultationId, kind: 'confirmed', recipient, sequence: 0 });
    const [[toLawyer], [toClient]] = [await stage.messages(lawyerEmail), await stage.messages(clientEmail)];
    expect(toLawyer?.ics ?? null).toBeNull();
    expect(toClient?.ics).toContain('METHOD:REQUEST');
  });

  it('has it once though the answer to the first try was lost', async () => {
    const { consultationId, path } = await connected(provider);
    const operation = provider === 'google' ? 'events.insert' : 'events.create';
    await stage.fail({ provider: sandboxNames[provider], operation, kind: 'reset', times: 1 });
    await expect(stage.activities.writeCalendarEvent({ consultationId })).rejects.toMatchObject({
      type: 'network',
    });
    expect(await entryOf(consultationId)).toMatchObject({ status: 'wanted' });
    await stage.activities.writeCalendarEvent({ consultationId });
    expect(await eventsAt(path)).toHaveLength(1);
    expect(await entryOf(consultationId)).toMatchObject({ status: 'present' });
  });

  it('follows a consultation that is moved', async () => {
    const { consultationId, path } = await connected(provider);
    await stage.activities.writeCalendarEvent({ consultationId });
    const startAt = new Date(`${day}T05:00:00Z`);
    const endAt = new Date(`${day}T06:00:00Z`);
    await stage.db
      .updateTable('consultation')
      .where('id', '=', consultationId)
      .set({ startAt, endAt, blockEndAt: endAt, revision: 2 })
      .execute();
    await stage.activities.writeCalendarEvent({ consultationId });
    expect(await eventsAt(path)).toMatchObject([{ start: startAt.toISOString() }]);
    expect(await entryOf(consultationId)).toMatchObject({ writtenRevision: 2 });
  });

  it('loses a consultation that is cancelled, though it runs twice', async () => {
    const { consultationId, path } = await connected(provider);
    await stage.activities.writeCalendarEvent({ consultationId });
    await stage.activities.removeCalendarEvent({ consultationId });
    expect(await eventsAt(path)).toHaveLength(1);
    await cancel(consultationId);
    for (let run = 0; run < 2; run += 1) await stage.activities.removeCalendarEvent({ consultationId });
    expect(await eventsAt(path)).toEqual([]);
    expect(await entryOf(consultationId)).toMatchObject({ status: 'removed' });
    await stage.activities.writeCalendarEvent({ consultationId });
    expect(await eventsAt(path)).toEqual([]);
  });

  it('is made up for with the next reading, when it was not written or not taken out at its time', async () => {
    const { connectionId, consultationId, path } = await connected(provider);
    await stage.activities.syncCalendar({ connectionId });
    expect(await eventsAt(path)).toHaveLength(1);
    await cancel(consultationId);
    await stage.activities.syncCalendar({ connectionId });
    expect(await eventsAt(path)).toEqual([]);
    expect(await busyOf(connectionId)).toEqual([]);
  });

  it('asks once about an event that its owner deleted, and puts it back when told so', async () => {
    const { connectionId, consultationId, lawyerId, lawyerEmail, path } = await connected(provider);
    await stage.activities.writeCalendarEvent({ consultationId });
    const [event] = await eventsAt(path);
    await stage.control('DELETE', `${path}/${event?.id}`);
    const reading = await stage.activities.syncCalendar({ connectionId });
    expect(reading).toMatchObject({ outcome: 'read', deletedEvents: [consultationId] });
    expect(await listDeletedEvents(stage.db, lawyerId)).toMatchObject([{ consultationId, connectionId }]);
    await stage.activities.sendEmail({
      consultationId,
      kind: 'calendar_event_deleted',
      recipient: 'lawyer',
      sequence: 0,
    });
    expect((await stage.messages(lawyerEmail)).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('no longer shows consultation'),
    ]);
    expect(await stage.activities.syncCalendar({ connectionId })).toMatchObject({ deletedEvents: [] });
    // Neither a reading nor the consultation's own step puts it back by itself.
    await stage.activities.writeCalendarEvent({ consultationId });
    expect(await eventsAt(path)).toEqual([]);

    expect(await restoreDeletedEvent(stage.db, { lawyerId, consultationId })).toEqual([connectionId]);
    await stage.activities.syncCalendar({ connectionId });
    expect(await eventsAt(path)).toHaveLength(1);
    expect(await entryOf(consultationId)).toMatchObject({ status: 'present' });
    const row = await stage.db
      .selectFrom('consultation')
      .where('id', '=', consultationId)
      .select('status')
      .executeTakeFirst();
    expect(row?.status).toBe('confirmed');
  });

  it('leaves a deleted event out when told so', async () => {
    const { connectionId, consultationId, lawyerId, path } = await connected(provider);
    await stage.activities.writeCalendarEvent({ consultationId });
    const [event] = await eventsAt(path);
    await stage.control('DELETE', `${path}/${event?.id}`);
    await stage.activities.syncCalendar({ connectionId });
    expect(await dismissDeletedEvent(stage.db, { lawyerId: randomUUID(), consultationId })).toEqual([]);
    expect(await dismissDeletedEvent(stage.db, { lawyerId, consultationId })).toEqual([connectionId]);
    await stage.activities.syncCalendar({ connectionId });
    expect(await eventsAt(path)).toEqual([]);
    expect(await listDeletedEvents(stage.db, lawyerId)).toEqual([]);
  });

  it('keeps its last busy times while the provider is away, and is told of after an hour', async () => {
    const { connectionId, path } = await connected(provider);
    await enter(path, { start: '09:00', end: '10:00', zone: 'Asia/Dubai' });
    await stage.activities.syncCalendar({ connectionId });
    await stage.fail({ provider: sandboxNames[provider], operation: '*', kind: 'error', status: 500 });
    const reading = await stage.activities.syncCalendar({ connectionId });
    expect(reading).toEqual({ outcome: 'failing', failureCode: 'provider_unavailable' });
    expect(await busyOf(connectionId)).toHaveLength(1);
    const since = new Date(Date.now() - hours(1));
    await stage.db
      .updateTable('calendarConnection')
      .where('id', '=', connectionId)
      .set({ failingSince: since })
      .execute();
    expect(await stage.activities.syncCalendar({ connectionId })).toMatchObject({
      outcome: 'failing',
      isToBeTold: true,
    });
    expect(await findCalendar(stage.db, connectionId)).toMatchObject({
      status: 'failing',
      failureCode: 'provider_unavailable',
      failingSince: since,
    });
    await stage.heal();
    expect(await stage.activities.syncCalendar({ connectionId })).toMatchObject({ outcome: 'read' });
    expect(await findCalendar(stage.db, connectionId)).toMatchObject({ status: 'active', failureCode: null });
  });

  it('waits as long as a busy provider asks for', async () => {
    const { connectionId } = await connected(provider);
    const operation = provider === 'google' ? 'events.list' : 'calendarView.list';
    await stage.fail({
      provider: sandboxNames[provider],
      operation,
      kind: 'rate-limit',
      ms: 120_000,
      times: 1,
    });
    const { failureCode, nextAt = 0 } = await stage.activities.syncCalendar({ connectionId });
    expect(failureCode).toBe('provider_busy');
    expect(nextAt - Date.now()).toBeGreaterThan(100_000);
  });

  it('needs its owner when access was taken back, who is told once in each such time', async () => {
    const { connectionId, address, lawyerEmail } = await connected(provider);
    await stage.control('POST', `calendars/${sandboxNames[provider]}/${address}/revoke`);
    const reading = await stage.activities.syncCalendar({ connectionId });
    expect(reading).toEqual({ outcome: 'needs_reauth', failureCode: 'access_withdrawn', isToBeTold: true });
    expect(await stage.activities.sendCalendarMail({ connectionId })).toEqual({ sent: true });
    expect(await stage.activities.sendCalendarMail({ connectionId })).toEqual({ sent: false });
    expect(await stage.activities.syncCalendar({ connectionId })).toEqual({
      outcome: 'needs_reauth',
      failureCode: 'access_withdrawn',
    });
    expect((await stage.messages(lawyerEmail)).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Please connect (Google Calendar|Outlook) to Majlis again$/),
    ]);
  });

  it('tells its owner to connect it again, also when they have heard of an outage before', async () => {
    const { connectionId, address } = await connected(provider);
    await stage.fail({ provider: sandboxNames[provider], operation: '*', kind: 'error', status: 500 });
    await stage.activities.syncCalendar({ connectionId });
    const longAgo = { failingSince: new Date(Date.now() - hours(2)), toldAt: new Date() };
    await stage.db.updateTable('calendarConnection').where('id', '=', connectionId).set(longAgo).execute();
    await stage.heal();
    await stage.control('POST', `calendars/${sandboxNames[provider]}/${address}/revoke`);
    expect(await stage.activities.syncCalendar({ connectionId })).toMatchObject({
      outcome: 'needs_reauth',
      isToBeTold: true,
    });
    expect(await stage.activities.sendCalendarMail({ connectionId })).toEqual({ sent: true });
    expect(await stage.activities.syncCalendar({ connectionId })).not.toHaveProperty('isToBeTold');
  });

  it('is left alone by consultations while it needs its owner', async () => {
    const { connectionId, consultationId, address } = await connected(provider);
    await stage.control('POST', `calendars/${sandboxNames[provider]}/${address}/revoke`);
    await stage.activities.syncCalendar({ connectionId });
    await expect(stage.activities.writeCalendarEvent({ consultationId })).resolves.toBeUndefined();
    expect(await entryOf(consultationId)).toBeUndefined();
  });
});

describe('a calendar behind an address', () => {
  it('closes the times of its owner', async () => {
    const { lawyerId } = await confirmConsultation(stage);
    const name = randomUUID().slice(0, 13);
    await enter(`calendars/ics/${name}/events`, { start: '09:00', end: '10:00', zone: 'Asia/Dubai' });
    const connectionId = await connectIcs(stage, lawyerId, `${stage.base}/ics/${name}.ics`);
    expect(await stage.activities.syncCalendar({ connectionId })).toEqual({ outcome: 'read' });
    expect(await busyOf(connectionId)).toEqual([`${day}T05:00/${day}T06:00`]);
    expect(await stage.activities.renewChannel({ connectionId })).toEqual({});
  });

  it('needs its owner when it is gone, or leads into a private network', async () => {
    const { lawyerId } = await confirmConsultation(stage);
    const gone = await connectIcs(stage, lawyerId, `${stage.base}/ics/nobody.ics`);
    expect(await stage.activities.syncCalendar({ connectionId: gone })).toMatchObject({
      outcome: 'needs_reauth',
      failureCode: 'address_gone',
    });
    const other = await confirmConsultation(stage);
    const inside = await connectIcs(stage, other.lawyerId, 'https://169.254.169.254/calendar.ics');
    expect(await stage.activities.syncCalendar({ connectionId: inside })).toMatchObject({
      outcome: 'needs_reauth',
      failureCode: 'address_not_allowed',
    });
  });
});

it('a calendar that was taken away is gone, and everything about it is done', async () => {
  const connectionId = randomUUID();
  expect(await stage.activities.syncCalendar({ connectionId })).toEqual({ outcome: 'gone' });
  expect(await stage.activities.renewChannel({ connectionId })).toEqual({});
  await expect(stage.activities.stopChannel({ connectionId })).resolves.toBeUndefined();
  expect(await stage.activities.sendCalendarMail({ connectionId })).toEqual({ sent: false });
});
