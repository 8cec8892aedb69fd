import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
let feed: string;
beforeAll(async () => {
  rig = await startRig();
  feed = `${rig.url}/ics/layla.alhashimi.ics`;
});
afterAll(() => rig.close());

const busyTimes = '/calendars/ics/layla.alhashimi/events';

describe('a calendar as a file', () => {
  it('holds what its person entered, as a strict reader understands it', async () => {
    const title = `Hearing, “${'قاعة '.repeat(20)}”; bring a\\b`;
    await rig.control('POST', busyTimes, { title, date: '2026-12-01', start: '23:00', end: '01:00' });
    await rig.control('POST', busyTimes, { date: '2026-12-02', endDate: '2026-12-03', isTransparent: true });
    const response = await fetch(feed);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const text = await response.text();
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    expect(
      events.map((event) => ({
        summary: event.getFirstPropertyValue('summary'),
        transparency: event.getFirstPropertyValue('transp'),
        start: String(event.getFirstPropertyValue('dtstart')),
        end: String(event.getFirstPropertyValue('dtend')),
      })),
    ).toEqual([
      { summary: title, transparency: 'OPAQUE', start: '2026-12-01T19:00:00Z', end: '2026-12-01T21:00:00Z' },
      { summary: 'Busy', transparency: 'TRANSPARENT', start: '2026-12-02', end: '2026-12-04' },
    ]);
  });

  it('is not sent again while nothing has changed', async () => {
    const etag = (await fetch(feed)).headers.get('etag') ?? '';
    const again = () => fetch(feed, { headers: { 'if-none-match': `W/"other", ${etag}` } });
    expect((await again()).status).toBe(304);
    await rig.control('POST', busyTimes, { date: '2026-12-05' });
    expect((await again()).status).toBe(200);
  });

  it('no longer holds what was deleted', async () => {
    const { id } = (await rig.control('POST', busyTimes, { title: 'Gone', date: '2026-12-09' })).body;
    expect(await (await fetch(feed)).text()).toContain('SUMMARY:Gone');
    await rig.control('DELETE', `${busyTimes}/${id}`);
    expect(await (await fetch(feed)).text()).not.toContain('SUMMARY:Gone');
  });

  it('is there for people who have one', async () => {
    expect((await fetch(`${rig.url}/ics/nobody.ics`)).status).toBe(404);
  });

  it('fails when it is told to', async () => {
    const fault = { provider: 'ics', operation: 'feed.get', times: 1 };
    await rig.control('POST', '/faults', { ...fault, kind: 'error', status: 503 });
    expect((await fetch(feed)).status).toBe(503);
    await rig.control('POST', '/faults', { ...fault, kind: 'rate-limit', ms: 5_000 });
    const limited = await fetch(feed);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '5']);
    await rig.control('POST', '/faults', { ...fault, kind: 'reset' });
    await expect(fetch(feed)).rejects.toThrow(TypeError);
    expect((await fetch(feed)).status).toBe(200);
  });
});
