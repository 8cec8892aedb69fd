import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#dev/browser.ts';
import { createVisitor, until } from '#dev/visitor.ts';
import { hours } from '#domain/instant.ts';
import { system } from '#test/stories/running-system.ts';

const account = `khalid-${Date.now()}`;
const gmail = `${account}@gmail.test`;

let browser: Browser;
/** Of a demo lawyer whom no other test books; the tests follow each other as his afternoon does. */
let page: Page;
let lawyerId: string;
let client: BrowserContext;

beforeAll(async () => {
  browser = await launchBrowser();
  client = await newContext();
  await createVisitor(client.request, system).becomeClient('Rana Aziz');
  const lawyer = await newContext();
  const visitor = createVisitor(lawyer.request, system);
  await visitor.signIn('khalid.alsuwaidi@majlis.test');
  ({ lawyerId } = await visitor.get('/api/me'));
  page = await lawyer.newPage();
});
afterAll(() => browser.close());

function newContext(): Promise<BrowserContext> {
  return browser.newContext({ timezoneId: 'Asia/Dubai', locale: 'en-GB', reducedMotion: 'reduce' });
}

function card(name: string): Locator {
  return page.locator('.calendar', { has: page.getByRole('heading', { name }) });
}

async function openCalendars(): Promise<void> {
  await page.goto(`${system.publicUrl}/lawyer/calendars`);
  await page.locator('.calendar').first().waitFor();
}

/** The sandbox's control: what somebody does in their calendar elsewhere. */
async function elsewhere(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) {
  const response = await fetch(`${system.sandboxUrl}/_sandbox/calendars/${path}`, {
    method,
    headers: {
      'x-sandbox-token': system.sandboxToken,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.ok).toBe(true);
  return response.json();
}

/** Enters an appointment of the first hour of this slot. */
async function becomeBusy(calendar: string, scheduledAt: string): Promise<void> {
  const dubai = (instant: number) => new Date(instant + hours(4)).toISOString();
  const start = dubai(Date.parse(scheduledAt));
  const end = dubai(Date.parse(scheduledAt) + hours(1));
  await elsewhere('POST', `${calendar}/events`, {
    title: 'Dentist',
    date: start.slice(0, 10),
    start: start.slice(11, 16),
    ...(end.slice(0, 10) === start.slice(0, 10) ? {} : { endDate: end.slice(0, 10) }),
    end: end.slice(11, 16),
    zone: 'Asia/Dubai',
  });
}

/** What the page of this lawyer offers a client on the day of this time. */
async function offeredOn(scheduledAt: string): Promise<(string | null)[]> {
  const time = await client.newPage();
  await time.goto(`${system.publicUrl}/lawyers/${lawyerId}`);
  await time.locator('.length').first().click();
  await time.locator('.form-actions button').click();
  const day = time.locator(`.day[data-date="${scheduledAt.slice(0, 10)}"]`);
  await time.locator('.time').first().waitFor();
  if ((await day.count()) === 0) await time.getByRole('button', { name: 'Next month' }).click();
  await day.click();
  await time.locator('.time').first().waitFor();
  const times = await time
    .locator('.time time')
    .evaluateAll((all) => all.map((one) => one.getAttribute('datetime')));
  await time.close();
  return times;
}

/** Waits until the api says so, and then looks at what the page shows. */
async function untilOffered(scheduledAt: string, isOffered: boolean): Promise<void> {
  const day = scheduledAt.slice(0, 10);
  const path = `/api/lawyers/${lawyerId}/availability/slots?startDate=${day}&endDate=${day}&clientTimezone=Asia/Dubai`;
  await until(async () => {
    const { slots } = await createVisitor(client.request, system).get(path);
    return slots.some(({ startTime }: { startTime: string }) => startTime === scheduledAt) === isOffered;
  });
  expect((await offeredOn(scheduledAt)).includes(scheduledAt)).toBe(isOffered);
}

/** Titles of what stands in the calendar there. */
async function titlesIn(calendar: string): Promise<string[]> {
  const { data } = await elsewhere('GET', `${calendar}/events`);
  const standing = data.filter(({ isDeleted }: { isDeleted: boolean }) => !isDeleted);
  return standing.map(({ title }: { title: string }) => title);
}

async function deleteThere(calendar: string, title: string): Promise<void> {
  const { data } = await elsewhere('GET', `${calendar}/events`);
  const { id } = data.find(
    (event: { title: string; isDeleted: boolean }) => event.title === title && !event.isDeleted,
  );
  await elsewhere('DELETE', `${calendar}/events/${encodeURIComponent(id)}`);
}

/** Books and pays; the number is in the title of the event. */
async function bookedTitle(fromHours: number): Promise<{ id: string; title: string }> {
  const visitor = createVisitor(client.request, system);
  const booked = await visitor.book(await visitor.freeTime(lawyerId, fromHours));
  await visitor.pay(booked);
  const { consultation } = await visitor.get(`/api/consultations/${booked.id}`);
  return { id: booked.id, title: `Consultation ${consultation.consultationNumber}` };
}

async function agreeAt(address: string): Promise<void> {
  await page.getByLabel('Or another address').fill(address);
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.getByText('Google Calendar is connected').waitFor();
}

// A calendar is read at most every ten seconds, so each of them leaves something to the next reading.
describe('a calendar elsewhere', () => {
  const google = `google/${gmail}`;
  let kept: { id: string; title: string };
  let leftOut: { id: string; title: string };

  it('is not connected when the lawyer does not agree', async () => {
    await openCalendars();
    await page.getByText('Nothing is connected yet').waitFor();
    await card('Google Calendar').getByRole('button', { name: 'Connect Google Calendar' }).click();
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByText('You did not agree to it.').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('is connected on the page of its provider, and shows what is booked', async () => {
    await card('Google Calendar').getByRole('button', { name: 'Connect Google Calendar' }).click();
    await agreeAt(gmail);
    await card('Google Calendar').getByText(gmail).waitFor();
    await card('Google Calendar').getByText('Last read just now.').waitFor();
    [kept, leftOut] = await Promise.all([bookedTitle(150), bookedTitle(180)]);
    const expected = [kept.title, leftOut.title];
    await until(async () => (await titlesIn(google)).filter((title) => expected.includes(title)).length > 1);
    expect(new Set(await titlesIn(google)).isSupersetOf(new Set(expected))).toBe(true);
  });

  it('is refused at the field of its address when that leads into a private network', async () => {
    await card('Calendar address').getByRole('button', { name: 'Connect' }).click();
    await page.getByLabel('Private address').fill('https://10.0.0.1/me.ics');
    await card('Calendar address').getByRole('button', { name: 'Connect' }).click();
    await page.getByRole('link', { name: 'This address cannot be used.' }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('calendar-address');
  });

  it('closes times by its address too, and shows nothing of that but the host', async () => {
    const { scheduledAt } = await createVisitor(client.request, system).freeTime(lawyerId, 200);
    await untilOffered(scheduledAt, true);
    await becomeBusy(`ics/${account}`, scheduledAt);
    await page.getByLabel('Private address').fill(`${system.sandboxUrl}/ics/${account}.ics`);
    await card('Calendar address').getByRole('button', { name: 'Connect' }).click();
    await card('Calendar address').getByText('Last read just now.').waitFor();
    expect(await page.locator('main').innerText()).not.toContain(`${account}.ics`);
    await untilOffered(scheduledAt, false);
  });

  it('closes times while it is busy, and asks about what was deleted there', async () => {
    const visitor = createVisitor(client.request, system);
    const { scheduledAt } = await visitor.freeTime(lawyerId, 100);
    await becomeBusy(google, scheduledAt);
    await deleteThere(google, kept.title);
    await deleteThere(google, leftOut.title);
    await card('Google Calendar').getByRole('button', { name: 'Check now' }).click();
    await page.getByText('It is being read.').waitFor();
    await page.getByText('2 consultations are missing from your calendar').waitFor();
    await untilOffered(scheduledAt, false);

    const question = (title: string) =>
      page.locator('.deleted-events li', { hasText: title.replace('Consultation ', '') });
    const way = question(leftOut.title).getByRole('link');
    expect(await way.getAttribute('href')).toBe(`/consultations/${leftOut.id}`);
    await question(leftOut.title).getByRole('button', { name: 'Leave it out' }).click();
    await question(leftOut.title).waitFor({ state: 'detached' });
    await question(kept.title).getByRole('button', { name: 'Put it back' }).click();
    await question(kept.title).waitFor({ state: 'detached' });
    const { consultation } = await visitor.get(`/api/consultations/${leftOut.id}`);
    expect(consultation.status).toBe('confirmed');
  });

  it('needs the lawyer when access is taken away, says so in the agenda, and goes on when it is back', async () => {
    await elsewhere('POST', `${google}/revoke`);
    await card('Google Calendar').getByRole('button', { name: 'Check now' }).click();
    await card('Google Calendar').getByText('Needs you').waitFor();
    await card('Google Calendar')
      .getByText(/^Clients still see times, by what was read last, until /)
      .waitFor();
    await page.getByRole('link', { name: 'Agenda' }).click();
    await page.getByText('Google Calendar has to be connected again.').waitFor();
    await page.getByRole('link', { name: 'Look at your calendars' }).click();
    await card('Google Calendar').getByRole('button', { name: 'Connect again' }).click();
    await agreeAt(gmail);
    await card('Google Calendar').getByText('Connected', { exact: true }).waitFor();
    await until(async () => (await titlesIn(google)).includes(kept.title));
    expect(await titlesIn(google)).not.toContain(leftOut.title);
  });

  it('is disconnected after the lawyer has read what that opens', async () => {
    const tools = card('Google Calendar').locator('.calendar-tools');
    await tools.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('dialog').getByText('Times that it closes become free at once').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByText('The calendar is disconnected.').waitFor();
    await card('Google Calendar').getByRole('button', { name: 'Connect Google Calendar' }).waitFor();
    expect(await page.locator('.calendar .badge').count()).toBe(1);
  });
});

describe('the private feed', () => {
  it('is made, read by any calendar, changed, and removed', async () => {
    const own = await client.newPage();
    await own.goto(`${system.publicUrl}/account`);
    await own.getByRole('button', { name: 'Make an address' }).click();
    const address = own.getByLabel('Your private address');
    await address.waitFor();
    const first = await address.inputValue();
    const subscribed = await fetch(first);
    expect(subscribed.headers.get('content-type')).toContain('text/calendar');
    expect(await subscribed.text()).toMatch(/SUMMARY:Consultation MJ-/);
    expect(await own.getByRole('link', { name: 'Subscribe' }).getAttribute('href')).toMatch(/^webcal:/);

    await own.getByRole('button', { name: 'Make a new one' }).click();
    await own.getByRole('dialog').getByText('The address so far ends at once.').waitFor();
    await own.getByRole('dialog').getByRole('button', { name: 'Make a new one' }).click();
    await until(async () => (await address.inputValue()) !== first);
    expect((await fetch(first)).status).toBe(404);
    const second = await address.inputValue();
    expect((await fetch(second)).status).toBe(200);

    await own.getByRole('button', { name: 'Remove' }).click();
    await own.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await own.getByRole('button', { name: 'Make an address' }).waitFor();
    expect((await fetch(second)).status).toBe(404);
  });
});
