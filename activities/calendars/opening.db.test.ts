import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectCalendar, disconnectCalendar, findCalendar, findFarewell } from '#db/calendars.ts';
import { createSealer } from '#db/sealed.ts';
import { sandboxClients } from '#sandbox/calendars/clients.ts';
import { startReceiver } from '#sandbox/rig.ts';
import type { Receiver } from '#sandbox/rig.ts';
import { confirmConsultation, connectFor, consentTo, sandboxNames } from '#test/rehearsal/calendars.ts';
import { calendarKeys, createProviderStage } from '#test/rehearsal/provider-stage.ts';
import type { ProviderStage } from '#test/rehearsal/provider-stage.ts';
import { createCalendars } from './calendars.ts';
import type { CalendarSettings } from './open.ts';

let stage: ProviderStage;
let receiver: Receiver;
beforeAll(async () => {
  stage = await createProviderStage();
  receiver = await startReceiver();
});
afterEach(() => stage.heal());
afterAll(async () => {
  await receiver.close();
  await stage.close();
});

/** The same calendars with other settings. */
function calendarsWith(changes: CalendarSettings, publicUrl = 'http://localhost:3000') {
  const settings = {
    CALENDAR_KEYS: calendarKeys,
    GOOGLE_CALENDAR_CLIENT_ID: sandboxClients.googleClientId,
    GOOGLE_CALENDAR_CLIENT_SECRET: sandboxClients.googleClientSecret,
    GOOGLE_API_BASE: `${stage.base}/google`,
    OUTLOOK_CLIENT_ID: sandboxClients.microsoftClientId,
    OUTLOOK_CLIENT_SECRET: sandboxClients.microsoftClientSecret,
    OUTLOOK_API_BASE: `${stage.base}/microsoft`,
    ...changes,
  };
  return createCalendars({ db: stage.db, settings, publicUrl });
}

async function secretOf(connectionId: string): Promise<string> {
  return (await findCalendar(stage.db, connectionId))?.secret ?? '';
}

describe('what opens a calendar', () => {
  it('is renewed where the provider gives a new one with each use', async () => {
    const { lawyerId } = await confirmConsultation(stage);
    const { connectionId } = await connectFor(stage, lawyerId, 'outlook');
    const before = createSealer(calendarKeys).open(await secretOf(connectionId), connectionId);
    await stage.activities.syncCalendar({ connectionId });
    const after = createSealer(calendarKeys).open(await secretOf(connectionId), connectionId);
    expect(after).not.toBe(before);
    expect(await stage.activities.syncCalendar({ connectionId })).toMatchObject({ outcome: 'read' });
  });

  it('stays one thing when two use it at once', async () => {
    const { lawyerId, consultationId } = await confirmConsultation(stage);
    const { connectionId } = await connectFor(stage, lawyerId, 'outlook');
    const [reading] = await Promise.all([
      stage.activities.syncCalendar({ connectionId }),
      stage.activities.writeCalendarEvent({ consultationId }),
      stage.activities.renewChannel({ connectionId }).catch(() => undefined),
    ]);
    expect(reading).toMatchObject({ outcome: 'read' });
    expect(await stage.activities.syncCalendar({ connectionId })).toMatchObject({ outcome: 'read' });
  });

  it.each(['google', 'outlook'] as const)(
    'is sealed anew with a new key as it is used: %s',
    async (provider) => {
      const { lawyerId } = await confirmConsultation(stage);
      const { connectionId } = await connectFor(stage, lawyerId, provider);
      const newKey = `k2:${randomBytes(32).toString('base64')}`;
      const rotating = calendarsWith({ CALENDAR_KEYS: `${newKey},${calendarKeys}` });
      expect(await secretOf(connectionId)).toMatch(/^k1:/);
      expect(await rotating.syncCalendar({ connectionId })).toMatchObject({ outcome: 'read' });
      expect(await secretOf(connectionId)).toMatch(/^k2:/);
      expect(await calendarsWith({ CALENDAR_KEYS: newKey }).syncCalendar({ connectionId })).toMatchObject({
        outcome: 'read',
      });
    },
  );

  it('waits for its key and for its provider to be set up again', async () => {
    const { lawyerId } = await confirmConsultation(stage);
    const { connectionId } = await connectFor(stage, lawyerId, 'google');
    const other = `k1:${randomBytes(32).toString('base64')}`;
    for (const [changes, failureCode] of [
      [{ CALENDAR_KEYS: `k9:${other.slice(3)}` }, 'key_missing'],
      [{ CALENDAR_KEYS: other }, 'key_missing'],
      [{ CALENDAR_KEYS: undefined }, 'not_configured'],
      [{ GOOGLE_CALENDAR_CLIENT_ID: undefined }, 'not_configured'],
      [{ GOOGLE_CALENDAR_CLIENT_SECRET: 'wrong' }, 'provider_refused'],
    ] as const) {
      expect(await calendarsWith(changes).syncCalendar({ connectionId })).toEqual({
        outcome: 'failing',
        failureCode,
      });
    }
    expect(await stage.activities.syncCalendar({ connectionId })).toMatchObject({ outcome: 'read' });
  });
});

describe('connecting again', () => {
  it('heals the connection of the same account, and it stays what it was', async () => {
    const { lawyerId, consultationId } = await confirmConsultation(stage);
    const { connectionId, address } = await connectFor(stage, lawyerId, 'google');
    await stage.activities.syncCalendar({ connectionId });
    await stage.control('POST', `calendars/google/${address}/revoke`);
    await stage.activities.syncCalendar({ connectionId });
    const token = await consentTo(stage, 'google', address);
    const sealer = createSealer(calendarKeys);
    const wanted = { lawyerId, provider: 'google', account: address } as const;
    const again = await connectCalendar(stage.db, { ...wanted, secretFor: (id) => sealer.seal(token, id) });
    expect(again).toEqual({ connectionId });
    expect(await findCalendar(stage.db, connectionId)).toMatchObject({ status: 'active', failureCode: null });
    expect(await stage.activities.syncCalendar({ connectionId })).toMatchObject({
      outcome: 'read',
      deletedEvents: [],
    });
    const { data } = await stage.control('GET', `calendars/google/${address}/events`);
    expect(data).toHaveLength(1);
    expect(consultationId).toBeTruthy();
  });

  it.each(['google', 'outlook'] as const)(
    'after it was taken away finds the events that are there, and clears those that should not be: %s',
    async (provider) => {
      const kept = await confirmConsultation(stage);
      const { lawyerId } = kept;
      const { connectionId, address } = await connectFor(stage, lawyerId, provider);
      const token = await consentTo(stage, provider, address);
      await stage.activities.syncCalendar({ connectionId });
      expect(await disconnectCalendar(stage.db, { connectionId, lawyerId })).toBe(true);
      const reconnect = async () => {
        const sealer = createSealer(calendarKeys);
        const wanted = {
          lawyerId,
          provider,
          account: address,
          secretFor: (id: string) => sealer.seal(token, id),
        };
        return (await connectCalendar(stage.db, wanted)).connectionId;
      };
      const path = `calendars/${sandboxNames[provider]}/${address}/events`;
      const live = async () =>
        (await stage.control('GET', path)).data.filter(({ isDeleted }: { isDeleted: boolean }) => !isDeleted);

      const second = await reconnect();
      expect(second).not.toBe(connectionId);
      await stage.activities.syncCalendar({ connectionId: second });
      expect(await live()).toHaveLength(1);

      await disconnectCalendar(stage.db, { connectionId: second, lawyerId });
      await stage.db
        .updateTable('consultation')
        .where('id', '=', kept.consultationId)
        .set({ status: 'cancelled', cancelledBy: 'client' })
        .execute();
      await stage.activities.syncCalendar({ connectionId: await reconnect() });
      expect(await live()).toEqual([]);
    },
  );

  it('another account takes the place of the one before', async () => {
    const { lawyerId } = await confirmConsultation(stage);
    const first = await connectFor(stage, lawyerId, 'google');
    const wanted = { lawyerId, provider: 'google', account: 'another@google.test' } as const;
    const second = await connectCalendar(stage.db, { ...wanted, secretFor: () => 'sealed' });
    expect(second).toEqual({
      connectionId: expect.not.stringMatching(first.connectionId),
      replacedId: first.connectionId,
    });
    expect(await findCalendar(stage.db, first.connectionId)).toBeUndefined();
  });

  it('two at once leave one connection', async () => {
    const { lawyerId } = await confirmConsultation(stage);
    const wanted = {
      lawyerId,
      provider: 'outlook',
      account: 'a@outlook.test',
      secretFor: () => 'sealed',
    } as const;
    const [one, other] = await Promise.all([
      connectCalendar(stage.db, wanted),
      connectCalendar(stage.db, wanted),
    ]);
    expect(one.connectionId).toBe(other.connectionId);
  });

  it('nobody takes away the calendar of another lawyer', async () => {
    const [mine, other] = [await confirmConsultation(stage), await confirmConsultation(stage)];
    const { connectionId } = await connectFor(stage, mine.lawyerId, 'google');
    expect(await disconnectCalendar(stage.db, { connectionId, lawyerId: other.lawyerId })).toBe(false);
    expect(await findCalendar(stage.db, connectionId)).toBeDefined();
  });
});

describe('a channel', () => {
  it('is opened, followed by another, and closed when the calendar is taken away', async () => {
    const { lawyerId } = await confirmConsultation(stage);
    const { connectionId, address } = await connectFor(stage, lawyerId, 'google');
    const calendars = calendarsWith({}, receiver.url);
    const channelsOf = async () =>
      (await stage.control('GET', 'calendars')).data.find(
        (each: { address: string }) => each.address === address,
      ).channels;

    const { renewAt = 0 } = await calendars.renewChannel({ connectionId });
    expect(renewAt).toBeGreaterThan(Date.now());
    const first = await findCalendar(stage.db, connectionId);
    expect(await channelsOf()).toEqual([
      { id: first?.channelId, url: `${receiver.url}/api/calendars/webhook/google` },
    ]);
    await calendars.renewChannel({ connectionId });
    const second = await findCalendar(stage.db, connectionId);
    expect(second?.channelId).not.toBe(first?.channelId);
    expect(second?.channelSecret).toBe(first?.channelSecret);
    expect(await channelsOf()).toMatchObject([{ id: second?.channelId }]);

    await disconnectCalendar(stage.db, { connectionId, lawyerId });
    expect(await findFarewell(stage.db, connectionId)).toMatchObject({ channelId: second?.channelId });
    await calendars.stopChannel({ connectionId });
    expect(await channelsOf()).toEqual([]);
    expect(await findFarewell(stage.db, connectionId)).toBeUndefined();
  });

  it('is none where the provider could not reach us, or nobody answers there', async () => {
    const { lawyerId } = await confirmConsultation(stage);
    const { connectionId } = await connectFor(stage, lawyerId, 'google');
    const real = calendarsWith({ GOOGLE_API_BASE: undefined });
    expect(await real.renewChannel({ connectionId })).toEqual({});
    const other = await confirmConsultation(stage);
    const outlook = await connectFor(stage, other.lawyerId, 'outlook');
    const unheard = calendarsWith({}, 'http://127.0.0.1:1').renewChannel({
      connectionId: outlook.connectionId,
    });
    await expect(unheard).rejects.toMatchObject({ type: 'provider_refused', nonRetryable: false });
  });
});
