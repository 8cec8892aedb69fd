import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#dev/browser.ts';
import { idOfDemoLawyer } from '#dev/tour.ts';
import { createVisitor, until } from '#dev/visitor.ts';
import { breakDown, mend } from '#test/stories/sandbox.ts';
import { system } from '#test/stories/running-system.ts';

let browser: Browser;
let lawyerId: string;
/** One sign-in for all of them. */
let operator: BrowserContext;

beforeAll(async () => {
  browser = await launchBrowser();
  lawyerId = await idOfDemoLawyer(browser, system);
  operator = await newContext();
  await createVisitor(operator.request, system).signIn('operator@majlis.test');
});
afterEach(() => mend());
afterAll(() => browser.close());

function newContext(): Promise<BrowserContext> {
  return browser.newContext({ timezoneId: 'Asia/Dubai', locale: 'en-GB', reducedMotion: 'reduce' });
}

async function operationsPage(): Promise<Page> {
  const page = await operator.newPage();
  await page.goto(`${system.publicUrl}/operations`);
  await page.locator('.figures').waitFor();
  return page;
}

/** Somebody new who has booked and paid, while Stripe refuses once to hand the money over. */
async function withStuckCapture() {
  const context = await newContext();
  const client = createVisitor(context.request, system);
  await client.becomeClient();
  const booked = await client.book(await client.freeTime(lawyerId, 100));
  const capture = { provider: 'stripe', operation: 'payment_intents.capture' } as const;
  await breakDown({ ...capture, kind: 'error', status: 400, times: 1 });
  await client.payAtCheckout(booked);
  const read = async () => (await client.get(`/api/consultations/${booked.id}`)).consultation;
  await until(async () => (await read()).needsAttention);
  const { consultationNumber, payment } = await read();
  return { context, read, number: String(consultationNumber), total: payment.amount };
}

/** Somebody new at the application form, who has sent it. */
async function applied(name: string) {
  const context = await newContext();
  const visitor = createVisitor(context.request, system);
  const email = await visitor.becomeClient(name);
  const page = await context.newPage();
  await page.goto(`${system.publicUrl}/lawyer/apply`);
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('link', { name: 'Give your licence number.' }).waitFor();
  await page.locator('#name-en').fill(name);
  await page.locator('#name-ar').fill('ريم المنصوري');
  await page.locator('#licence').fill(`DXB-${Date.now()}`);
  await page.getByLabel('Employment').check();
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('heading', { name: 'We have your application' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Your application is being checked' }).waitFor();
  return { context, page, email };
}

function stuckCard(page: Page, number: string): Locator {
  return page.locator('.stuck', { hasText: number });
}

describe('a payment that cannot be taken', () => {
  it('is seen by the operator with its reason, tried again, and goes on as if nothing had been', async () => {
    const { context, read, number } = await withStuckCapture();
    const page = await operationsPage();
    const card = stuckCard(page, number);
    await card.getByRole('heading', { name: 'The payment cannot be taken' }).waitFor();
    const figure = page.locator('.figures > div', { hasText: 'Need attention' });
    const stuck = Number(await figure.locator('dd').innerText());
    expect(await figure.getAttribute('class')).toContain('trouble');
    expect(await card.getByRole('link', { name: 'Workflow' }).getAttribute('href')).toMatch(
      /^\/operations\/temporal\/namespaces\/\w+\/workflows\/consultation-/,
    );

    await card.getByRole('button', { name: 'Retry the step' }).click();
    await page.getByText('The step is being tried again.').waitFor();
    await card.waitFor({ state: 'detached' });
    await until(async () => Number(await figure.locator('dd').innerText()) === stuck - 1);
    await until(async () => (await read()).status === 'confirmed');
    expect(await read()).toMatchObject({ needsAttention: false });
    await page.close();
    await context.close();
  });

  it('is decided by hand only after the operator has read what that does', async () => {
    const { context, read, number } = await withStuckCapture();
    const page = await operationsPage();
    const card = stuckCard(page, number);
    await card.getByRole('button', { name: 'Refund everything' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The consultation is cancelled and AED').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await read()).toMatchObject({ status: 'payment_pending', needsAttention: true });

    await card.getByRole('button', { name: 'Refund everything' }).click();
    await dialog.getByRole('button', { name: 'Yes, do it' }).click();
    await page.getByText('Decided.').waitFor();
    await card.waitFor({ state: 'detached' });
    await until(async () => (await read()).status === 'cancelled');
    expect(await read()).toMatchObject({ cancelledBy: 'operator', payment: { captured: 0 } });
    await page.close();
    await context.close();
  });
});

describe('an application, sent with the form', () => {
  it('is read by the operator and listed: the lawyer then has an agenda, and clients a page to find', async () => {
    const { context, page: own, email } = await applied('Reem Al Mansoori');
    const page = await operationsPage();
    const card = page.locator('main li', { hasText: email });
    await card.getByText('Employment').waitFor();
    await card.getByRole('button', { name: 'Licence is in order: list' }).click();
    await page.getByText('The lawyer is listed.').waitFor();
    await card.waitFor({ state: 'detached' });

    await own.reload();
    await own.getByRole('heading', { name: 'You are listed' }).waitFor();
    await own.locator('main').getByRole('link', { name: 'Agenda' }).click();
    await own.getByRole('link', { name: 'See your page' }).click();
    await own.getByRole('heading', { name: 'Reem Al Mansoori' }).waitFor();
    expect(new URL(own.url()).pathname).toMatch(/^\/lawyers\/[-\w]+$/);
    await page.close();
    await context.close();
  });

  it('is refused: the applicant reads it, and is in no directory', async () => {
    const { context, page: own, email } = await applied('Tariq Sowaid');
    const page = await operationsPage();
    const card = page.locator('main li', { hasText: email });
    await card.getByRole('button', { name: 'Refuse' }).click();
    await page.getByText('The application is refused.').waitFor();
    await card.waitFor({ state: 'detached' });

    await own.reload();
    await own.getByRole('heading', { name: 'Your application was not accepted' }).waitFor();
    await own.goto(`${system.publicUrl}/?q=Sowaid`);
    // The search forgives spelling, and may find somebody whose name is alike.
    await own.locator('.lawyer-row, .empty').first().waitFor();
    expect(await own.locator('.lawyer-row', { hasText: 'Tariq Sowaid' }).count()).toBe(0);
    await page.close();
    await context.close();
  });
});
