import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#dev/browser.ts';
import { idOfDemoLawyer } from '#dev/tour.ts';
import { createVisitor } from '#dev/visitor.ts';
import { system } from '#test/stories/running-system.ts';

let browser: Browser;
let lawyerId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  lawyerId = await idOfDemoLawyer(browser, system);
});
afterAll(() => browser.close());

/** A page of a new client, or of whom the address belongs to. */
async function pageOf(email?: string): Promise<Page> {
  const context = await browser.newContext({
    timezoneId: 'Asia/Dubai',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  const visitor = createVisitor(context.request, system);
  await (email === undefined ? visitor.becomeClient() : visitor.signIn(email));
  return context.newPage();
}

describe('the page of a consultation', () => {
  it('follows what happens elsewhere without being loaded again', async () => {
    const page = await pageOf();
    const visitor = createVisitor(page.context().request, system);
    const booked = await visitor.book(await visitor.freeTime(lawyerId, 100));
    await page.goto(`${system.publicUrl}/consultations/${booked.id}`);
    await page.getByRole('heading', { name: 'Your time is held' }).waitFor();
    await visitor.pay(booked);
    await page.getByRole('heading', { name: 'You are booked' }).waitFor();
    await visitor.post(`/api/consultations/${booked.id}/cancel`, { reasonCode: 'mistake' });
    await page.getByRole('heading', { name: 'Cancelled', exact: true }).waitFor();
    expect(await page.locator('main .badge').first().innerText()).toBe('Cancelled');
    await page.context().close();
  });

  it('says that there is none, and asks no more', async () => {
    const page = await pageOf();
    await page.clock.install();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${system.publicUrl}/consultations/${crypto.randomUUID()}`);
    await page.getByRole('heading', { name: 'There is no such consultation here' }).first().waitFor();
    const before = asked.length;
    await page.clock.runFor(60_000);
    expect(asked.slice(before)).toEqual([]);
    await page.context().close();
  });

  it('asks from time to time where there is no stream', async () => {
    const page = await pageOf();
    await page.route('**/stream', (route) => route.abort());
    const visitor = createVisitor(page.context().request, system);
    const booked = await visitor.book(await visitor.freeTime(lawyerId, 100));
    await page.goto(`${system.publicUrl}/consultations/${booked.id}`);
    await page.getByRole('heading', { name: 'Your time is held' }).waitFor();
    await visitor.post(`/api/consultations/${booked.id}/cancel`, { reasonCode: 'mistake' });
    await page.getByRole('heading', { name: 'Cancelled', exact: true }).waitFor();
    expect(await page.locator('main .badge').first().innerText()).toBe('Cancelled');
    await page.context().close();
  });

  it('shows a refund that fell while the dialog was open anew, and cancels only on a second yes', async () => {
    const page = await pageOf();
    const visitor = createVisitor(page.context().request, system);
    const booked = await visitor.book(await visitor.freeTime(lawyerId, 100));
    await visitor.pay(booked);
    await page.goto(`${system.publicUrl}/consultations/${booked.id}`);
    // The quote that is shown first is of a moment that has passed: the api knows another amount by now.
    let isFirst = true;
    await page.route('**/cancellation', async (route) => {
      const response = await route.fetch();
      const quote: object = await response.json();
      await route.fulfill({ response, json: isFirst ? { ...quote, refund: 1 } : quote });
      isFirst = false;
    });
    await page.getByRole('button', { name: 'Cancel the consultation' }).click();
    await page.getByText('You get AED 0.01 back').waitFor();
    await page.getByRole('button', { name: /^Cancel, / }).click();
    await page.getByText('The refund has changed since you opened this.').waitFor();
    expect((await visitor.get(`/api/consultations/${booked.id}`)).consultation.status).toBe('confirmed');
    await page.getByRole('button', { name: /^Cancel, / }).click();
    await page.getByRole('heading', { name: 'Cancelled', exact: true }).waitFor();
    await page.context().close();
  });

  it('is a page that does not exist for who is no party to it', async () => {
    const page = await pageOf();
    const visitor = createVisitor(page.context().request, system);
    const booked = await visitor.book(await visitor.freeTime(lawyerId, 100));
    await visitor.post(`/api/consultations/${booked.id}/cancel`, { reasonCode: 'mistake' });
    const stranger = await pageOf('operator@majlis.test');
    await stranger.goto(`${system.publicUrl}/consultations/${booked.id}`);
    await stranger.getByRole('heading', { name: 'There is no such consultation here' }).first().waitFor();
    expect(await stranger.locator('.timeline').count()).toBe(0);
    await page.context().close();
    await stranger.context().close();
  });
});
