import type { calendar_v3 } from '@googleapis/calendar';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { laylaAtGoogle, laylasGoogleCalendar } from '#sandbox/calendars/signed-in.ts';
import { type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
let calendar: calendar_v3.Calendar;
let wallMs: number;
beforeEach(async () => {
  await rig?.close();
  wallMs = Date.now();
  rig = await startRig({ wallClock: () => wallMs });
  calendar = await laylasGoogleCalendar(rig);
});
afterAll(() => rig.close());

const calendarId = 'primary';

async function watch(change: calendar_v3.Schema$Channel = {}): Promise<calendar_v3.Schema$Channel> {
  const requestBody = {
    id: 'channel-1',
    type: 'web_hook',
    address: `${rig.receiver.url}/google`,
    token: 'secret',
    ...change,
  };
  return (await calendar.events.watch({ calendarId, requestBody })).data;
}

function makeBusy(): Promise<unknown> {
  return rig.control('POST', `/calendars/google/${laylaAtGoogle}/events`, {
    date: '2026-12-01',
    start: '09:00',
    end: '10:00',
  });
}

const numbered = (number: string) =>
  rig.receiver.waitFor(({ headers }) => headers['x-goog-message-number'] === number);

describe('a channel of Google Calendar', () => {
  it('says that it is open, and then that there is something new, without saying what', async () => {
    const channel = await watch();
    expect(channel).toMatchObject({ kind: 'api#channel', id: 'channel-1', token: 'secret' });
    expect(Number(channel.expiration)).toBe(wallMs + 7 * 86_400_000);
    expect((await numbered('1')).headers).toMatchObject({
      'x-goog-resource-state': 'sync',
      'x-goog-channel-id': 'channel-1',
      'x-goog-channel-token': 'secret',
      'x-goog-resource-id': channel.resourceId,
    });
    await makeBusy();
    expect(await numbered('2')).toMatchObject({
      url: '/google',
      body: '',
      headers: { 'x-goog-resource-state': 'exists', 'content-length': '0' },
    });
  });

  it('is silent once it is stopped', async () => {
    const { id, resourceId } = await watch();
    await numbered('1');
    await calendar.channels.stop({ requestBody: { id: id ?? '', resourceId: resourceId ?? '' } });
    await makeBusy();
    expect((await rig.control('GET', '/webhooks')).body.data).toHaveLength(1);
    await expect(
      calendar.channels.stop({ requestBody: { id: 'other', resourceId: 'x' } }),
    ).rejects.toMatchObject({
      status: 404,
    });
  });

  it('ends when its time is over', async () => {
    await watch({ params: { ttl: '60' } });
    wallMs += 61_000;
    await makeBusy();
    expect((await rig.control('GET', '/webhooks')).body.data).toHaveLength(1);
  });

  it('calls again when the other side fails, and not when it refuses', async () => {
    rig.receiver.answerWith(503, 404);
    await watch();
    await expect
      .poll(async () => (await rig.control('GET', '/webhooks')).body.data[0], { timeout: 3_000 })
      .toMatchObject({ fate: 'failed', attempts: [{ status: 503 }, { status: 404 }] });
  });

  it.each([
    { reason: 'an address elsewhere', change: { address: 'https://evil.test/hook' } },
    { reason: 'an id that is too long', change: { id: 'x'.repeat(65) } },
    { reason: 'another type', change: { type: 'mail' } },
    { reason: 'an end in the past', change: { expiration: '1000' } },
  ])('is refused with 400 for $reason', async ({ change }) => {
    await expect(watch(change)).rejects.toMatchObject({ status: 400 });
  });

  it('has an id of its own', async () => {
    await watch();
    await expect(watch()).rejects.toMatchObject({
      status: 400,
      response: { data: { error: { errors: [{ reason: 'channelIdNotUnique' }] } } },
    });
  });
});
