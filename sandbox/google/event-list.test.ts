import type { calendar_v3 } from '@googleapis/calendar';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { laylaAtGoogle, laylasGoogleCalendar } from '#sandbox/calendars/signed-in.ts';
import { type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
let calendar: calendar_v3.Calendar;
beforeEach(async () => {
  await rig?.close();
  rig = await startRig();
  calendar = await laylasGoogleCalendar(rig);
});
afterAll(() => rig.close());

const calendarId = 'primary';
const busyTimes = `/calendars/google/${laylaAtGoogle}/events`;

async function enter(date: string, more: object = { start: '09:00', end: '10:00' }): Promise<string> {
  return (await rig.control('POST', busyTimes, { title: `On ${date}`, date, ...more })).body.id;
}

async function summaries(question: calendar_v3.Params$Resource$Events$List = {}): Promise<unknown[]> {
  const { data } = await calendar.events.list({ calendarId, ...question });
  return (data.items ?? []).map(({ summary }) => summary);
}

describe('a list of events', () => {
  it('holds what overlaps its window, whole days by the zone of the calendar', async () => {
    await enter('2026-12-01', {});
    await enter('2026-12-02');
    await enter('2026-12-03');
    expect(await summaries({ timeMin: '2026-12-01T19:59:00Z', timeMax: '2026-12-02T05:01:00Z' })).toEqual([
      'On 2026-12-01',
      'On 2026-12-02',
    ]);
    expect(await summaries({ timeMin: '2026-12-01T20:00:00Z', timeMax: '2026-12-02T05:00:00Z' })).toEqual([]);
  });

  it('comes in pages, by time when it is asked for so', async () => {
    for (const date of ['2026-12-03', '2026-12-01', '2026-12-02']) await enter(date);
    const question = { calendarId, singleEvents: true, orderBy: 'startTime', maxResults: 2 };
    const first = await calendar.events.list(question);
    expect(first.data.items?.map(({ summary }) => summary)).toEqual(['On 2026-12-01', 'On 2026-12-02']);
    const pageToken = first.data.nextPageToken ?? '';
    const second = await calendar.events.list({ ...question, pageToken });
    expect(second.data.items?.map(({ summary }) => summary)).toEqual(['On 2026-12-03']);
    expect(second.data.nextPageToken).toBeUndefined();
    expect(second.data.nextSyncToken).toBeUndefined();
  });

  it('finds our events by a private property', async () => {
    await enter('2026-12-01');
    await calendar.events.insert({
      calendarId,
      requestBody: {
        summary: 'Ours',
        start: { dateTime: '2026-12-01T09:00:00Z' },
        end: { dateTime: '2026-12-01T10:00:00Z' },
        extendedProperties: { private: { consultation: 'c=1' } },
      },
    });
    expect(await summaries({ privateExtendedProperty: ['consultation=c=1'] })).toEqual(['Ours']);
    expect(await summaries({ privateExtendedProperty: ['consultation=c=2'] })).toEqual([]);
  });

  it('holds the fields that were asked for, and no others', async () => {
    await enter('2026-12-01');
    const { data } = await calendar.events.list({
      calendarId,
      fields: 'nextPageToken,items(summary,start/timeZone)',
    });
    expect(data).toEqual({ items: [{ summary: 'On 2026-12-01', start: { timeZone: 'Asia/Dubai' } }] });
    await expect(calendar.events.list({ calendarId, fields: 'items(' })).rejects.toMatchObject({
      status: 400,
    });
  });

  it.each<{ reason: string; question: calendar_v3.Params$Resource$Events$List }>([
    { reason: 'an order without single events', question: { orderBy: 'startTime' } },
    {
      reason: 'a window that ends before it starts',
      question: { timeMin: '2026-12-02T00:00:00Z', timeMax: '2026-12-01T00:00:00Z' },
    },
    { reason: 'a time without an offset', question: { timeMin: '2026-12-01T00:00:00' } },
    { reason: 'a page token that is none', question: { pageToken: 'x' } },
    { reason: 'a size of nothing', question: { maxResults: 0 } },
  ])('is refused with 400 for $reason', async ({ question }) => {
    await expect(calendar.events.list({ calendarId, ...question })).rejects.toMatchObject({ status: 400 });
  });
});

describe('a sync token', () => {
  async function firstToken(): Promise<string> {
    const { data } = await calendar.events.list({ calendarId, maxResults: 1 });
    const rest = data.nextPageToken
      ? await calendar.events.list({ calendarId, pageToken: data.nextPageToken })
      : undefined;
    return rest?.data.nextSyncToken ?? data.nextSyncToken ?? '';
  }

  it('brings what was added, changed and deleted since, and nothing else', async () => {
    const [kept, gone, moved] = [
      await enter('2026-12-01'),
      await enter('2026-12-02'),
      await enter('2026-12-03'),
    ];
    const syncToken = await firstToken();
    expect((await calendar.events.list({ calendarId, syncToken })).data.items).toEqual([]);
    await rig.control('DELETE', `${busyTimes}/${gone}`);
    await rig.control('PATCH', `${busyTimes}/${moved}`, { date: '2026-12-09', start: '09:00', end: '10:00' });
    const added = await enter('2026-12-04');
    const { data } = await calendar.events.list({ calendarId, syncToken });
    expect(new Map(data.items?.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        [gone, 'cancelled'],
        [moved, 'confirmed'],
        [added, 'confirmed'],
      ]),
    );
    expect(data.items?.map(({ id }) => id)).not.toContain(kept);
    const next = data.nextSyncToken ?? '';
    expect((await calendar.events.list({ calendarId, syncToken: next })).data.items).toEqual([]);
  });

  it('misses nothing that changes while pages are turned', async () => {
    for (const date of ['2026-12-01', '2026-12-02']) await enter(date);
    const { data } = await calendar.events.list({ calendarId, maxResults: 1 });
    const added = await enter('2026-12-03');
    const rest = await calendar.events.list({ calendarId, pageToken: data.nextPageToken ?? '' });
    const since = await calendar.events.list({ calendarId, syncToken: rest.data.nextSyncToken ?? '' });
    expect(since.data.items?.map(({ id }) => id)).toEqual([added]);
  });

  it.each([
    { reason: 'after a month', age: () => rig.control('POST', '/clock', { ms: 31 * 86_400_000 }) },
    {
      reason: 'when Google has forgotten what changed',
      age: () => rig.control('POST', `/calendars/google/${laylaAtGoogle}/forget-changes`),
    },
  ])('is too old $reason: 410, and everything is read anew', async ({ age }) => {
    const syncToken = await firstToken();
    await age();
    const again = await laylasGoogleCalendar(rig);
    await expect(again.events.list({ calendarId, syncToken })).rejects.toMatchObject({
      status: 410,
      response: { data: { error: { errors: [{ reason: 'fullSyncRequired' }] } } },
    });
    expect((await again.events.list({ calendarId })).data.nextSyncToken).toBeTypeOf('string');
  });

  it('cannot be used with a window', async () => {
    const syncToken = await firstToken();
    await expect(
      calendar.events.list({ calendarId, syncToken, timeMin: '2026-12-01T00:00:00Z' }),
    ).rejects.toMatchObject({ status: 400 });
  });
});

describe('free and busy', () => {
  it('are told without what is transparent or deleted, and as one where they touch', async () => {
    await enter('2026-12-01', { start: '09:00', end: '10:00' });
    await enter('2026-12-01', { start: '10:00', end: '11:00' });
    await enter('2026-12-01', { start: '12:00', end: '13:00', isTransparent: true });
    const gone = await enter('2026-12-01', { start: '14:00', end: '15:00' });
    await rig.control('DELETE', `${busyTimes}/${gone}`);
    const { data } = await calendar.freebusy.query({
      requestBody: {
        timeMin: '2026-12-01T05:30:00Z',
        timeMax: '2026-12-01T12:00:00Z',
        items: [{ id: 'primary' }, { id: 'nobody@gmail.test' }],
      },
    });
    expect(data.calendars).toEqual({
      primary: { busy: [{ start: '2026-12-01T05:30:00Z', end: '2026-12-01T07:00:00Z' }] },
      'nobody@gmail.test': { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] },
    });
  });
});
