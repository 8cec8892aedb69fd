/**
 * Pictures of every page in both languages and both widths, from a running system with its sandbox and demo data, into
 * ./screenshots: `PUBLIC_URL=http://localhost:3000 npm run screenshots`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { createVisitor } from './visitor.ts';
import type { FreeTime, RunningSystem } from './visitor.ts';

const system: RunningSystem = {
  publicUrl: process.env['PUBLIC_URL'] ?? 'http://localhost:3000',
  sandboxUrl: `http://127.0.0.1:${process.env['SANDBOX_PORT'] ?? 4010}`,
  sandboxToken: process.env['SANDBOX_TOKEN'] ?? 'majlis-sandbox',
};
const folder = join(import.meta.dirname, '..', 'screenshots');
const locales = ['en', 'ar'] as const;
const widths = [320, 1280] as const;

type Role = 'anonymous' | 'client' | 'lawyer' | 'operator';

interface Picture {
  name: string;
  path: string;
  /** What has to be done on the page before it is taken. */
  before?: (page: Page) => Promise<void>;
}

/** What the pictures show: a lawyer, a time that is free, and a consultation in each of its states. */
interface Scene {
  lawyerId: string;
  time: FreeTime;
  confirmedId: string;
  unpaidId: string;
  cancelledId: string;
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    const scene = await setScene(browser);
    for (const role of ['anonymous', 'client', 'lawyer', 'operator'] as const) {
      for (const locale of locales) {
        for (const width of widths) await takeAll(browser, { role, locale, width, scene });
      }
    }
  } finally {
    await browser.close();
  }
  console.log(`The pictures are in ${folder}.`);
}

async function setScene(browser: Browser): Promise<Scene> {
  const context = await browser.newContext();
  const client = createVisitor(context.request, system);
  await client.signIn('client@majlis.test');
  const lawyerId = await ownLawyerId(browser);
  const confirmed = await client.book(await client.freeTime(lawyerId, 48));
  await client.pay(confirmed);
  const cancelled = await client.book(await client.freeTime(lawyerId, 48));
  await client.pay(cancelled);
  await client.post(`/api/consultations/${cancelled.id}/cancel`, { reasonCode: 'schedule' });
  const unpaid = await client.book(await client.freeTime(lawyerId, 48));
  const time = await client.freeTime(lawyerId, 72);
  await context.close();
  return { lawyerId, time, confirmedId: confirmed.id, unpaidId: unpaid.id, cancelledId: cancelled.id };
}

async function ownLawyerId(browser: Browser): Promise<string> {
  const context = await browser.newContext();
  const lawyer = createVisitor(context.request, system);
  await lawyer.signIn('lawyer@majlis.test');
  const { lawyerId } = await lawyer.get('/api/me');
  await context.close();
  return lawyerId;
}

interface Sitting {
  role: Role;
  locale: (typeof locales)[number];
  width: (typeof widths)[number];
  scene: Scene;
}

async function takeAll(browser: Browser, sitting: Sitting): Promise<void> {
  const { role, locale, width, scene } = sitting;
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 700 : 900 },
    timezoneId: 'Asia/Dubai',
    reducedMotion: 'reduce',
  });
  await prepare(context, sitting);
  const page = await context.newPage();
  for (const { name, path, before } of picturesOf(role, scene)) {
    await page.goto(system.publicUrl + path);
    // The stream of a consultation never ends, so the network never rests: what counts is that the page has its content.
    await page.locator('main h1').waitFor();
    await page.locator('.skeleton').waitFor({ state: 'detached' });
    await before?.(page);
    await page.screenshot({ path: join(folder, `${name}-${locale}-${width}.png`), fullPage: true });
  }
  await context.close();
  console.log(`${role}, ${locale}, ${width} px`);
}

/** The language, the sign-in, and a booking that has got as far as its third step. */
async function prepare(context: BrowserContext, { role, locale, scene }: Sitting): Promise<void> {
  if (role !== 'anonymous') await createVisitor(context.request, system).signIn(`${role}@majlis.test`);
  const { lawyerId, ...chosen } = scene.time;
  const draft = { ...chosen, clientPhone: '', clientNotes: '', answers: {}, documents: [] };
  const entries = { 'majlis.locale': locale, [`majlis.draft.${lawyerId}`]: JSON.stringify(draft) };
  await context.addInitScript(`{
    const entries = ${JSON.stringify(entries)};
    for (const [key, value] of Object.entries(entries)) {
      (key === 'majlis.locale' ? localStorage : sessionStorage).setItem(key, value);
    }
  }`);
}

function picturesOf(role: Role, scene: Scene): Picture[] {
  const { lawyerId, confirmedId, unpaidId, cancelledId } = scene;
  const booking = `/lawyers/${lawyerId}`;
  switch (role) {
    case 'anonymous':
      return [
        { name: 'directory', path: '/', before: has('.lawyer-row') },
        { name: 'directory-empty', path: '/?q=nobody-is-called-so', before: has('.empty') },
        { name: 'lawyer', path: booking, before: has('.length') },
        { name: 'booking-time', path: `${booking}?step=time`, before: has('.time') },
        { name: 'booking-account', path: `${booking}?step=details`, before: has('#email') },
        { name: 'sign-in', path: '/sign-in' },
        { name: 'sign-up', path: '/sign-up' },
        { name: 'reset-password', path: '/reset-password' },
        { name: 'not-found', path: '/no-such-page' },
      ];
    case 'client':
      return [
        { name: 'booking-details', path: `${booking}?step=details`, before: has('#notes') },
        { name: 'booking-pay', path: `${booking}?step=pay`, before: has('.policy') },
        { name: 'consultations', path: '/consultations', before: has('.consultation-row') },
        { name: 'consultation-unpaid', path: `/consultations/${unpaidId}`, before: has('.hold-clock') },
        { name: 'consultation-confirming', path: `/consultations/${unpaidId}?paid=1` },
        { name: 'consultation-not-paid', path: `/consultations/${unpaidId}?payment=cancelled` },
        { name: 'consultation-confirmed', path: `/consultations/${confirmedId}` },
        { name: 'consultation-cancel', path: `/consultations/${confirmedId}`, before: openCancellation },
        { name: 'consultation-cancelled', path: `/consultations/${cancelledId}` },
        { name: 'account', path: '/account' },
        { name: 'apply', path: '/lawyer/apply' },
      ];
    case 'lawyer':
      return [
        { name: 'agenda', path: '/lawyer', before: has('.consultation-row') },
        { name: 'hours', path: '/lawyer/hours', before: has('.week') },
        { name: 'prices', path: '/lawyer/prices', before: has('.sum') },
        { name: 'consultation-lawyer', path: `/consultations/${confirmedId}` },
      ];
    case 'operator':
      return [{ name: 'operations', path: '/operations', before: has('.figures') }];
  }
}

function has(selector: string) {
  return (page: Page) => page.locator(selector).first().waitFor();
}

async function openCancellation(page: Page): Promise<void> {
  await page.locator('.actions .button.danger').click();
  await page.locator('.quote').waitFor();
}

await main();
