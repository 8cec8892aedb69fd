import type { Browser, BrowserContext, Page } from 'playwright-core';
import { askToDisconnect, showCalendarTrouble } from './tour-calendars.ts';
import { createVisitor } from './visitor.ts';
import type { FreeTime, RunningSystem } from './visitor.ts';

/**
 * A tour of the web front: every page, each with what it needs to have something to show. Pictures are taken along it,
 * and the tests of accessibility walk it.
 */
export const roles = ['anonymous', 'client', 'lawyer', 'operator'] as const;
export type Role = (typeof roles)[number];
export const locales = ['en', 'ar'] as const;
export const widths = [320, 1280] as const;

export interface Sitting {
  role: Role;
  locale: (typeof locales)[number];
  width: (typeof widths)[number];
  colorScheme?: 'light' | 'dark';
}

export interface Stop {
  name: string;
  path: string;
  /** What has to be there, or be done, before the page is looked at. */
  before: (page: Page) => Promise<void>;
}

/** What there is to see: a lawyer, a time that is free, and a consultation in each of its states. */
export interface Scene {
  clientEmail: string;
  lawyerId: string;
  time: FreeTime;
  confirmedId: string;
  unpaidId: string;
  cancelledId: string;
}

/** Books what the tour shows, as a new client at the demo lawyer. */
export async function setScene(browser: Browser, system: RunningSystem): Promise<Scene> {
  const context = await browser.newContext();
  const client = createVisitor(context.request, system);
  const clientEmail = await client.becomeClient();
  const lawyerId = await idOfDemoLawyer(browser, system);
  const confirmed = await client.book(await client.freeTime(lawyerId, 48));
  await client.pay(confirmed);
  const cancelled = await client.book(await client.freeTime(lawyerId, 48));
  await client.pay(cancelled);
  await client.post(`/api/consultations/${cancelled.id}/cancel`, { reasonCode: 'schedule' });
  const unpaid = await client.book(await client.freeTime(lawyerId, 48));
  const time = await client.freeTime(lawyerId, 72);
  await context.close();
  return {
    clientEmail,
    lawyerId,
    time,
    confirmedId: confirmed.id,
    unpaidId: unpaid.id,
    cancelledId: cancelled.id,
  };
}

export async function idOfDemoLawyer(browser: Browser, system: RunningSystem): Promise<string> {
  const context = await browser.newContext();
  const lawyer = createVisitor(context.request, system);
  await lawyer.signIn('lawyer@majlis.test');
  const { lawyerId } = await lawyer.get('/api/me');
  await context.close();
  return lawyerId;
}

/** A browser of somebody in this role, in this language, with a booking that has got as far as its third step. */
export async function openSitting(
  browser: Browser,
  system: RunningSystem,
  { role, locale, width, colorScheme = 'light', scene }: Sitting & { scene: Scene },
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 700 : 900 },
    timezoneId: 'Asia/Dubai',
    reducedMotion: 'reduce',
    colorScheme,
  });
  const visitor = createVisitor(context.request, system);
  if (role === 'client') await visitor.signIn(scene.clientEmail);
  else if (role !== 'anonymous') await visitor.signIn(`${role}@majlis.test`);
  const { lawyerId, ...chosen } = scene.time;
  const draft = { ...chosen, clientPhone: '', clientNotes: '', answers: {}, documents: [] };
  const entries = { 'majlis.locale': locale, [`majlis.draft.${lawyerId}`]: JSON.stringify(draft) };
  await context.addInitScript(`{
    const entries = ${JSON.stringify(entries)};
    for (const [key, value] of Object.entries(entries)) {
      (key === 'majlis.locale' ? localStorage : sessionStorage).setItem(key, value);
    }
  }`);
  return context;
}

/** Opens a stop and waits until it shows what it is for. */
export async function visit(page: Page, publicUrl: string, { path, before }: Stop): Promise<void> {
  await page.goto(publicUrl + path);
  await page.locator('main h1').waitFor();
  await before(page);
  await page.locator('.skeleton').waitFor({ state: 'detached' });
}

export function stopsOf(role: Role, scene: Scene): Stop[] {
  const { lawyerId, confirmedId, unpaidId, cancelledId } = scene;
  const booking = `/lawyers/${lawyerId}`;
  switch (role) {
    case 'anonymous':
      return [
        { name: 'directory', path: '/', before: has('.lawyer-row') },
        { name: 'directory-empty', path: '/?q=nobody-is-called-so', before: has('.empty') },
        { name: 'lawyer', path: booking, before: has('.length') },
        {
          name: 'lawyer-unknown',
          path: '/lawyers/00000000-0000-4000-8000-000000000000',
          before: has('.empty'),
        },
        { name: 'booking-time', path: `${booking}?step=time`, before: has('.time') },
        { name: 'booking-zone', path: `${booking}?step=time`, before: openZones },
        { name: 'booking-account', path: `${booking}?step=details`, before: has('#email') },
        { name: 'sign-in', path: '/sign-in', before: has('#email') },
        { name: 'sign-up', path: '/sign-up', before: showFaults },
        { name: 'reset-password', path: '/reset-password', before: has('#email') },
        { name: 'not-found', path: '/no-such-page', before: has('main .button') },
      ];
    case 'client':
      return [
        { name: 'booking-details', path: `${booking}?step=details`, before: has('#notes') },
        { name: 'booking-pay', path: `${booking}?step=pay`, before: has('.policy') },
        { name: 'consultations', path: '/consultations', before: has('.consultation-row') },
        { name: 'consultation-unpaid', path: `/consultations/${unpaidId}`, before: has('.hold-clock') },
        {
          name: 'consultation-confirming',
          path: `/consultations/${unpaidId}?paid=1`,
          before: has('.timeline'),
        },
        {
          name: 'consultation-not-paid',
          path: `/consultations/${unpaidId}?payment=cancelled`,
          before: has('.timeline'),
        },
        { name: 'consultation-confirmed', path: `/consultations/${confirmedId}`, before: has('.timeline') },
        { name: 'consultation-cancel', path: `/consultations/${confirmedId}`, before: openCancellation },
        { name: 'consultation-expired', path: `/consultations/${unpaidId}`, before: showExpired },
        { name: 'consultation-cancelled', path: `/consultations/${cancelledId}`, before: has('.timeline') },
        { name: 'account', path: '/account', before: has('#name') },
        { name: 'apply', path: '/lawyer/apply', before: has('#licence') },
        { name: 'forbidden', path: '/operations', before: has('.empty') },
        // The last one, because it moves the browser's clock.
        { name: 'consultation-processing', path: `/consultations/${unpaidId}?paid=1`, before: waitForBank },
      ];
    case 'lawyer':
      return stopsOfLawyer(scene);
    case 'operator':
      return [{ name: 'operations', path: '/operations', before: has('.figures') }];
  }
}

function stopsOfLawyer({ confirmedId }: Scene): Stop[] {
  return [
    { name: 'agenda', path: '/lawyer', before: readMatter },
    { name: 'hours', path: '/lawyer/hours', before: has('.preview-days') },
    { name: 'hours-overlap', path: '/lawyer/hours', before: overlapWindows },
    { name: 'dates', path: '/lawyer/dates', before: has('.dates-month') },
    { name: 'dates-rule', path: '/lawyer/dates', before: openDateRule },
    { name: 'holidays', path: '/lawyer/holidays', before: readHolidays },
    { name: 'rules', path: '/lawyer/rules', before: has('.preview-days') },
    { name: 'times', path: '/lawyer/times', before: has('#times-date') },
    { name: 'conflicts', path: '/lawyer/conflicts', before: has('.consultation-rows, .empty') },
    { name: 'changes', path: '/lawyer/changes', before: has('.changes, .empty') },
    { name: 'prices', path: '/lawyer/prices', before: openOwnRules },
    { name: 'calendars', path: '/lawyer/calendars', before: has('.calendar') },
    { name: 'calendars-trouble', path: '/lawyer/calendars', before: showCalendarTrouble },
    { name: 'calendar-disconnect', path: '/lawyer/calendars', before: askToDisconnect },
    { name: 'consultation-lawyer', path: `/consultations/${confirmedId}`, before: has('.timeline') },
  ];
}

function has(selector: string) {
  return (page: Page) => page.locator(selector).first().waitFor();
}

/** A day with windows that overlap, and temporary hours about to be added. */
async function overlapWindows(page: Page): Promise<void> {
  const monday = page.locator('.day-row').first();
  await monday.locator('.day-tools .button').first().click();
  const times = monday.locator('input[type=time]');
  await times.nth((await times.count()) - 2).fill('09:30');
  await page.locator('.window-note.bad:not(:empty)').first().waitFor();
  await page.locator('#temporary .button:not(.quiet)').click();
  await showEnd(page);
}

async function openDateRule(page: Page): Promise<void> {
  await page.locator('.dates-month [data-date]').last().click();
  await page.locator('.picked-dates .button.primary').click();
  await page.locator('#rule-kind').selectOption('custom_hours');
}

async function readHolidays(page: Page): Promise<void> {
  const year = new Date().getFullYear();
  await page.locator('#holiday-lines').fill(`${year}-12-02 ${year}-12-03 National Day`);
  await page.locator('.stack:has(> .field > #holiday-lines) > div > .button').click();
  await page.locator('#holiday-1').waitFor();
  await showEnd(page);
}

/** Where the bar that saves has its own place, and lies over nothing. */
async function showEnd(page: Page): Promise<void> {
  await page.evaluate('scrollTo(0, document.body.scrollHeight)');
}

async function openOwnRules(page: Page): Promise<void> {
  await page.locator('.price-totals').first().waitFor();
  await page.locator('.fold summary').first().click();
}

async function openZones(page: Page): Promise<void> {
  await page.locator('.zone-button').click();
  await page.locator('.zone-list').waitFor();
}

async function showFaults(page: Page): Promise<void> {
  await page.locator('.form-actions .button').click();
  await page.locator('.fault-summary').waitFor();
}

async function openCancellation(page: Page): Promise<void> {
  await page.locator('.actions .button.danger').click();
  await page.locator('.quote').waitFor();
}

/** The page of a hold that has ended, without the quarter of an hour that it takes. */
async function showExpired(page: Page): Promise<void> {
  await page.route('**/api/consultations/*/stream', (route) => route.abort());
  await page.route('**/api/consultations/*', async (route) => {
    const response = await route.fetch();
    const { consultation } = await response.json();
    await route.fulfill({
      response,
      json: { consultation: { ...consultation, status: 'expired', paymentUrl: null } },
    });
  });
  await page.reload();
  await page.locator('.status-panel.bad').waitFor();
  await page.unrouteAll({ behavior: 'wait' });
}

/** A payment that is not confirmed after twenty seconds. */
async function waitForBank(page: Page): Promise<void> {
  await page.clock.install();
  await page.reload();
  await page.locator('.timeline').waitFor();
  await page.clock.runFor(21_000);
  await page.locator('.status-panel:not([aria-busy="true"])').waitFor();
}

async function readMatter(page: Page): Promise<void> {
  await page.locator('.reading summary').first().click();
  await page.locator('.reading .written').waitFor();
}
