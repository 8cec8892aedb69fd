import type { calendar_v3 } from '@googleapis/calendar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { laylaAtGoogle, laylasGoogleCalendar } from '#sandbox/calendars/signed-in.ts';
import { type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
let calendar: calendar_v3.Calendar;
beforeAll(async () => {
  rig = await startRig();
  calendar = await laylasGoogleCalendar(rig);
});
afterAll(() => rig.close());

const calendarId = 'primary';
let count = 0;

function consultation(change: calendar_v3.Schema$Event = {}): calendar_v3.Schema$Event {
  count += 1;
  return {
    id: `cn${String(count).padStart(6, '0')}`,
    summary: 'Consultation MJ-ABCDE23456',
    start: { dateTime: '2026-12-01T09:00:00', timeZone: 'Asia/Dubai' },
    end: { dateTime: '2026-12-01T10:00:00', timeZone: 'Asia/Dubai' },
    extendedProperties: { private: { consultation_id: 'c-1', revision: '1' } },
    ...change,
  };
}

async function inserted(change: calendar_v3.Schema$Event = {}): Promise<string> {
  const { data } = await calendar.events.insert({ calendarId, requestBody: consultation(change) });
  return data.id ?? '';
}

describe('an event in Google Calendar', () => {
  it('is shown as it was written, at its own instants', async () => {
    const requestBody = consultation();
    await calendar.events.insert({ calendarId, requestBody, sendUpdates: 'none' });
    const { data } = await calendar.events.get({ calendarId: laylaAtGoogle, eventId: requestBody.id ?? '' });
    expect(data).toMatchObject({
      id: requestBody.id,
      status: 'confirmed',
      summary: 'Consultation MJ-ABCDE23456',
      start: { dateTime: '2026-12-01T09:00:00+04:00', timeZone: 'Asia/Dubai' },
      end: { dateTime: '2026-12-01T10:00:00+04:00' },
      organizer: { email: laylaAtGoogle, self: true },
      iCalUID: `${requestBody.id}@google.com`,
      sequence: 0,
      extendedProperties: { private: { consultation_id: 'c-1', revision: '1' } },
    });
  });

  it('is there once: a second one of its id is 409', async () => {
    const id = await inserted();
    await expect(
      calendar.events.insert({ calendarId, requestBody: consultation({ id }) }),
    ).rejects.toMatchObject({
      status: 409,
      response: { data: { error: { errors: [{ reason: 'duplicate' }] } } },
    });
  });

  it('is changed by a patch in what it names', async () => {
    const eventId = await inserted();
    const { data } = await calendar.events.patch({
      calendarId,
      eventId,
      requestBody: {
        start: { dateTime: '2026-12-02T05:00:00Z' },
        end: { dateTime: '2026-12-02T06:00:00Z' },
        extendedProperties: { private: { revision: '2' } },
      },
    });
    expect(data).toMatchObject({
      summary: 'Consultation MJ-ABCDE23456',
      sequence: 1,
      start: { dateTime: '2026-12-02T09:00:00+04:00' },
      extendedProperties: { private: { consultation_id: 'c-1', revision: '2' } },
    });
  });

  it('is written whole by an update', async () => {
    const eventId = await inserted({ description: 'gone afterwards' });
    const requestBody = { start: { date: '2026-12-05' }, end: { date: '2026-12-06' } };
    const { data } = await calendar.events.update({ calendarId, eventId, requestBody });
    expect(data).toMatchObject({ ...requestBody, sequence: 1 });
    expect([data.description, data.summary, data.extendedProperties]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('stays as a cancelled one after it was deleted, and is put back by its status', async () => {
    const eventId = await inserted();
    await calendar.events.delete({ calendarId, eventId });
    expect((await calendar.events.get({ calendarId, eventId })).data.status).toBe('cancelled');
    await expect(calendar.events.delete({ calendarId, eventId })).rejects.toMatchObject({ status: 410 });
    await expect(
      calendar.events.insert({ calendarId, requestBody: consultation({ id: eventId }) }),
    ).rejects.toMatchObject({ status: 409 });
    await calendar.events.patch({ calendarId, eventId, requestBody: { status: 'confirmed' } });
    expect((await calendar.events.get({ calendarId, eventId })).data.status).toBe('confirmed');
  });

  it('is changed only as it was seen when the change says so', async () => {
    const eventId = await inserted();
    const { etag } = (await calendar.events.get({ calendarId, eventId })).data;
    const change = { calendarId, eventId, requestBody: { summary: 'Moved' } };
    const ifMatch = { headers: { 'if-match': etag ?? '' } };
    await calendar.events.patch(change, ifMatch);
    await expect(calendar.events.patch(change, ifMatch)).rejects.toMatchObject({ status: 412 });
  });

  it('is not there under another id', async () => {
    for (const call of [
      calendar.events.get({ calendarId, eventId: 'nothing' }),
      calendar.events.delete({ calendarId, eventId: 'nothing' }),
      calendar.events.get({ calendarId: 'somebody@gmail.test', eventId: 'nothing' }),
    ])
      await expect(call).rejects.toMatchObject({ status: 404 });
  });

  it.each<{ reason: string; change: calendar_v3.Schema$Event; says: RegExp }>([
    { reason: 'an id with other letters', change: { id: 'xyz-12345' }, says: /resource id/ },
    { reason: 'an id that is too short', change: { id: 'abc' }, says: /resource id/ },
    { reason: 'no start', change: { start: {} }, says: /both be date/ },
    {
      reason: 'a time without a zone',
      change: { start: { dateTime: '2026-12-01T09:00:00' } },
      says: /Missing time zone/,
    },
    {
      reason: 'an unknown zone',
      change: { start: { dateTime: '2026-12-01T09:00:00', timeZone: 'Mars/Olympus' } },
      says: /Invalid time zone/,
    },
    {
      reason: 'an end before the start',
      change: { end: { dateTime: '2026-12-01T08:00:00', timeZone: 'Asia/Dubai' } },
      says: /range is empty/,
    },
    { reason: 'a date with a time', change: { end: { date: '2026-12-02' } }, says: /both be date/ },
  ])('is refused with 400 for $reason', async ({ change, says }) => {
    await expect(
      calendar.events.insert({ calendarId, requestBody: consultation(change) }),
    ).rejects.toMatchObject({ status: 400, message: expect.stringMatching(says) });
  });
});
