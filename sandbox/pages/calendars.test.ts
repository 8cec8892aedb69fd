import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { laylaAtGoogle, laylasGoogleCalendar } from '#sandbox/calendars/signed-in.ts';
import { type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

const account = `google:${laylaAtGoogle}`;
const ofAccount = `/calendars/${encodeURIComponent(account)}`;

async function open(path: string): Promise<string> {
  const response = await fetch(`${rig.url}${path}`);
  expect(response.status).toBe(200);
  return (await response.text()).replaceAll(/\s+/g, ' ');
}

/** Sends a form as a browser does from the sandbox's own page; answers with the page it leads to. */
async function submit(path: string, fields: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${rig.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: rig.url },
    redirect: 'manual',
  });
  expect(response.status).toBe(303);
  return open(response.headers.get('location') ?? '');
}

const meeting = {
  title: 'Hearing <1>',
  date: '2026-12-02',
  start: '23:00',
  end: '01:00',
  zone: 'Asia/Dubai',
};

describe('the page of calendars', () => {
  it('makes a time busy and shows it on both of its days', async () => {
    const page = await submit(`${ofAccount}/busy`, meeting);
    expect(page).toContain('Mon 30 Nov to Sun 6 Dec 2026');
    expect(page.match(/<bdi>Hearing &lt;1&gt;<\/bdi>/g)).toHaveLength(2);
    expect(page).toContain('23:00–…');
    expect(page).toContain('…–01:00');
    const calendar = await laylasGoogleCalendar(rig);
    const { data } = await calendar.freebusy.query({
      requestBody: {
        timeMin: '2026-12-02T00:00:00Z',
        timeMax: '2026-12-04T00:00:00Z',
        items: [{ id: 'primary' }],
      },
    });
    expect(data.calendars?.['primary']?.busy).toEqual([
      { start: '2026-12-02T19:00:00Z', end: '2026-12-02T21:00:00Z' },
    ]);
  });

  it('enters whole days and times that close nothing', async () => {
    const page = await submit(`${ofAccount}/busy`, {
      ...meeting,
      title: 'Fair',
      allDay: 'yes',
      transparent: 'yes',
    });
    expect(page).toMatch(/All day<\/span> <span class="what"><bdi>Fair/);
    expect(page).toContain('<span class="badge plain">free</span>');
  });

  it.each([
    { reason: 'a time that is missing', change: { start: '' }, says: 'A time is missing' },
    { reason: 'a date that is none', change: { date: 'tomorrow' }, says: 'A date is missing' },
    { reason: 'an unknown zone', change: { zone: 'Mars' }, says: 'no such time zone' },
  ])('says what is wrong with $reason', async ({ change, says }) => {
    expect(await submit(`${ofAccount}/busy`, { ...meeting, ...change })).toContain(says);
  });

  it('deletes what the product wrote, marked as such', async () => {
    const calendar = await laylasGoogleCalendar(rig);
    await calendar.events.insert({
      calendarId: 'primary',
      requestBody: {
        id: 'cn000001',
        summary: 'Consultation MJ-ABCDE23456',
        start: { dateTime: '2026-12-09T09:00:00Z' },
        end: { dateTime: '2026-12-09T10:00:00Z' },
      },
    });
    expect(await open(`/calendars?account=${account}&week=2026-12-11`)).toMatch(
      /13:00–14:00.*Consultation MJ-ABCDE23456.*from Majlis/,
    );
    const page = await submit(`${ofAccount}/delete`, { event: 'cn000001', week: '2026-12-09' });
    expect(page).not.toContain('MJ-ABCDE23456');
    const { data } = await calendar.events.get({ calendarId: 'primary', eventId: 'cn000001' });
    expect(data.status).toBe('cancelled');
  });

  it('withdraws a consent', async () => {
    await laylasGoogleCalendar(rig);
    expect(await open(`/calendars?account=${account}`)).toContain('Withdraw the consent');
    const page = await submit(`${ofAccount}/revoke`);
    expect(page).toContain('consent withdrawn');
    expect(page).not.toContain('Withdraw the consent');
  });

  it('gives the address of a calendar file', async () => {
    expect(await open('/calendars?account=ics:james.whitfield')).toContain(
      `value="${rig.url}/ics/james.whitfield.ics"`,
    );
  });

  it('takes no forms from elsewhere', async () => {
    for (const path of ['busy', 'delete', 'revoke'])
      expect((await fetch(`${rig.url}${ofAccount}/${path}`, { method: 'POST' })).status).toBe(403);
  });
});

describe('the consent page', () => {
  const query = new URLSearchParams({
    client_id: 'majlis-sandbox.apps.googleusercontent.com',
    redirect_uri: 'http://localhost:3000/callback',
    response_type: 'code',
    scope: 'openid https://www.googleapis.com/auth/calendar.freebusy',
    state: '"><script>alert(1)</script>',
    login_hint: 'someone@else.test',
  }).toString();

  it('offers people, an address of one’s own, and single scopes', async () => {
    const page = await open(`/google/o/oauth2/v2/auth?${query}`);
    for (const part of ['SANDBOX', 'Layla Al Hashimi', 'value="someone@else.test"', 'Allow', 'Deny'])
      expect(page).toContain(part);
    expect(page).toMatch(/type="checkbox" name="scope" value="[^"]+calendar\.freebusy" checked/);
    expect(page).not.toContain('<script>alert');
  });

  it('asks again when what was typed is no address', async () => {
    const response = await fetch(`${rig.url}/google/o/oauth2/v2/auth/answer`, {
      method: 'POST',
      body: new URLSearchParams({ query, answer: 'allow', other: 'nobody' }),
      headers: { origin: rig.url },
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('This is no e-mail address.');
  });

  it('may lead back to the product, and nowhere else', async () => {
    const response = await fetch(`${rig.url}/google/o/oauth2/v2/auth?${query}`);
    expect(response.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://localhost:3000;",
    );
  });
});
