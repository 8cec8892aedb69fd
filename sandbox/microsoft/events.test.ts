import type { Client } from '@microsoft/microsoft-graph-client';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { laylaAtMicrosoft, laylasGraph } from '#sandbox/calendars/signed-in.ts';
import { type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
let graph: Client;
beforeEach(async () => {
  await rig?.close();
  rig = await startRig();
  graph = await laylasGraph(rig);
});
afterAll(() => rig.close());

const propertyId = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name consultationId';

function consultation(change: object = {}) {
  return {
    subject: 'Consultation MJ-ABCDE23456',
    body: { contentType: 'text', content: 'Booked with Majlis.' },
    start: { dateTime: '2026-12-01T09:00:00', timeZone: 'Asia/Dubai' },
    end: { dateTime: '2026-12-01T10:00:00', timeZone: 'Arabian Standard Time' },
    showAs: 'busy',
    transactionId: 'c-1:1',
    singleValueExtendedProperties: [{ id: propertyId, value: 'c-1' }],
    ...change,
  };
}

const december = 'startDateTime=2026-12-01T00:00:00Z&endDateTime=2026-12-31T00:00:00Z';

describe('an event in Outlook', () => {
  it('is shown in UTC, or in the zone that is preferred', async () => {
    const { id } = await graph.api('/me/events').post(consultation());
    expect(await graph.api(`/me/events/${id}`).get()).toMatchObject({
      id,
      subject: 'Consultation MJ-ABCDE23456',
      start: { dateTime: '2026-12-01T05:00:00.0000000', timeZone: 'UTC' },
      end: { dateTime: '2026-12-01T06:00:00.0000000', timeZone: 'UTC' },
      showAs: 'busy',
      isAllDay: false,
      transactionId: 'c-1:1',
      bodyPreview: 'Booked with Majlis.',
    });
    const london = await graph
      .api(`/me/events/${id}`)
      .header('Prefer', 'outlook.timezone="Europe/London"')
      .get();
    expect(london.start).toEqual({ dateTime: '2026-12-01T05:00:00.0000000', timeZone: 'Europe/London' });
  });

  it('is made once for a transaction, also when it is asked for again', async () => {
    const first = await graph.api('/me/events').post(consultation());
    const second = await graph.api('/me/events').post(consultation());
    expect(second.id).toBe(first.id);
    await expect(graph.api('/me/events').post(consultation({ subject: 'Other' }))).rejects.toMatchObject({
      statusCode: 409,
      code: 'ErrorDuplicateTransactionId',
    });
    expect((await graph.api('/me/events').get()).value).toHaveLength(1);
  });

  it('is found by an extended property, which is shown to those who ask', async () => {
    const { id } = await graph.api('/me/events').post(consultation());
    await graph
      .api('/me/events')
      .post(consultation({ transactionId: 'c-2', singleValueExtendedProperties: [] }));
    const found = await graph
      .api('/me/events')
      .filter(`singleValueExtendedProperties/Any(ep: ep/id eq '${propertyId}' and ep/value eq 'c-1')`)
      .expand(`singleValueExtendedProperties($filter=id eq '${propertyId}')`)
      .select('id,subject')
      .get();
    expect(found.value).toEqual([
      {
        '@odata.etag': expect.any(String),
        id,
        subject: 'Consultation MJ-ABCDE23456',
        singleValueExtendedProperties: [{ id: propertyId, value: 'c-1' }],
      },
    ]);
    expect((await graph.api(`/me/events/${id}`).get()).singleValueExtendedProperties).toBeUndefined();
    const others = graph
      .api('/me/events')
      .filter(`singleValueExtendedProperties/Any(ep: ep/id eq '${propertyId}' and ep/value eq 'c-2')`);
    expect((await others.get()).value).toEqual([]);
  });

  it('is moved and deleted, and then it is not there', async () => {
    const { id } = await graph.api('/me/events').post(consultation());
    const moved = await graph.api(`/me/events/${id}`).patch({
      start: { dateTime: '2026-12-02T05:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-12-02T06:00:00', timeZone: 'UTC' },
    });
    expect(moved).toMatchObject({ subject: 'Consultation MJ-ABCDE23456', start: { timeZone: 'UTC' } });
    await graph.api(`/me/events/${id}`).delete();
    for (const call of [graph.api(`/me/events/${id}`).get(), graph.api(`/me/events/${id}`).delete()])
      await expect(call).rejects.toMatchObject({ statusCode: 404, code: 'ErrorItemNotFound' });
  });

  it.each<{ reason: string; change: object; code: string }>([
    { reason: 'no end', change: { end: null }, code: 'ErrorPropertyValidationFailure' },
    {
      reason: 'an end before the start',
      change: { end: { dateTime: '2026-12-01T08:00:00', timeZone: 'Asia/Dubai' } },
      code: 'ErrorCalendarEndDateIsEarlierThanStartDate',
    },
    {
      reason: 'an unknown zone',
      change: { start: { dateTime: '2026-12-01T08:00:00', timeZone: 'Mars Standard Time' } },
      code: 'TimeZoneNotSupportedException',
    },
    {
      reason: 'whole days that begin at nine',
      change: { isAllDay: true },
      code: 'ErrorPropertyValidationFailure',
    },
    { reason: 'a status that is none', change: { showAs: 'away' }, code: 'RequestBodyRead' },
  ])('is refused with 400 for $reason', async ({ change, code }) => {
    await expect(graph.api('/me/events').post(consultation(change))).rejects.toMatchObject({
      statusCode: 400,
      code,
    });
  });
});

describe('a calendar view', () => {
  async function fill(): Promise<void> {
    for (const day of ['12-05', '12-03', '12-04', '11-30', '12-31'])
      await graph.api('/me/events').post({
        subject: `Day ${day}`,
        start: { dateTime: `2026-${day}T09:00:00`, timeZone: 'UTC' },
        end: { dateTime: `2026-${day}T10:00:00`, timeZone: 'UTC' },
      });
    await graph.api('/me/events').post({
      subject: 'Holiday',
      isAllDay: true,
      start: { dateTime: '2026-12-02T00:00:00', timeZone: 'Asia/Dubai' },
      end: { dateTime: '2026-12-03T00:00:00', timeZone: 'Asia/Dubai' },
    });
  }

  it('holds what overlaps the window, by its start, in pages', async () => {
    await fill();
    const first = await graph.api(`/me/calendarView?${december}`).top(3).get();
    expect(first.value.map(({ subject }: { subject: string }) => subject)).toEqual([
      'Holiday',
      'Day 12-03',
      'Day 12-04',
    ]);
    expect(first.value[0]).toMatchObject({
      isAllDay: true,
      start: { dateTime: '2026-12-02T00:00:00.0000000' },
    });
    const second = await graph.api(first['@odata.nextLink']).get();
    expect(second.value).toMatchObject([{ subject: 'Day 12-05' }]);
    expect(second['@odata.nextLink']).toBeUndefined();
  });

  it('needs its window', async () => {
    await expect(graph.api('/me/calendarView').get()).rejects.toMatchObject({ statusCode: 400 });
  });

  it('tells by its delta link what has changed since', async () => {
    await fill();
    const gone = await graph.api('/me/events').post(consultation());
    let round = await graph
      .api(`/me/calendarView/delta?${december}`)
      .header('Prefer', 'odata.maxpagesize=2')
      .get();
    const seen = [...round.value];
    while (round['@odata.nextLink']) {
      round = await graph.api(round['@odata.nextLink']).header('Prefer', 'odata.maxpagesize=2').get();
      seen.push(...round.value);
    }
    expect(seen).toHaveLength(5);
    const link = round['@odata.deltaLink'];
    expect((await graph.api(link).get()).value).toEqual([]);
    await graph.api(`/me/events/${gone.id}`).delete();
    const { id } = await graph.api('/me/events').post(consultation({ transactionId: 'c-9' }));
    const { value } = await graph.api(link).get();
    expect(value).toMatchObject([{ id }, { id: gone.id, '@removed': { reason: 'deleted' } }]);
  });
});

describe('a schedule', () => {
  it('says when somebody is busy', async () => {
    await graph.api('/me/events').post(consultation());
    await graph.api('/me/events').post(consultation({ transactionId: 'free', showAs: 'free' }));
    const asked = {
      schedules: [laylaAtMicrosoft, 'nobody@outlook.test'],
      startTime: { dateTime: '2026-12-01T08:00:00', timeZone: 'Asia/Dubai' },
      endTime: { dateTime: '2026-12-01T11:00:00', timeZone: 'Asia/Dubai' },
      availabilityViewInterval: 30,
    };
    const { value } = await graph.api('/me/calendar/getSchedule').post(asked);
    expect(value).toMatchObject([
      { availabilityView: '002200', scheduleItems: [{ status: 'busy' }, { status: 'free' }] },
      { error: { responseCode: 'ErrorMailRecipientNotFound' } },
    ]);
  });
});
