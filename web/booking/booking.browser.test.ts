import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#dev/browser.ts';
import { idOfDemoLawyer } from '#dev/tour.ts';
import { createVisitor } from '#dev/visitor.ts';
import { system } from '#test/stories/running-system.ts';

const desktop: BrowserContextOptions = {
  viewport: { width: 1280, height: 900 },
  timezoneId: 'Europe/London',
};
const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
  timezoneId: 'Asia/Dubai',
};

let browser: Browser;
let lawyerId: string;

beforeAll(async () => {
  browser = await launchBrowser();
  lawyerId = await idOfDemoLawyer(browser, system);
});
afterAll(() => browser.close());

async function pageIn(locale: 'en' | 'ar', options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
  await context.addInitScript((language) => localStorage.setItem('majlis.locale', language), locale);
  return context.newPage();
}

/** Takes the first type and, of the day that opens by itself, the last time; leads to the third step. */
async function chooseTypeAndTime(page: Page): Promise<string> {
  await page.locator('.length').first().click();
  await page.locator('.form-actions button').click();
  await page.locator('.time').last().click();
  const chosen = await page.locator('.time[aria-pressed="true"] time').getAttribute('datetime');
  await page.locator('.form-actions button').click();
  return chosen ?? '';
}

let people = 0;
async function signUp(page: Page): Promise<string> {
  const email = `reader-${Date.now()}-${(people += 1)}@majlis.test`;
  await page.locator('#name').fill('Salma Nasser');
  await page.locator('#email').fill(email);
  await page.locator('#password').fill('a password of mine');
  await page.locator('.form-actions button').click();
  await page.locator('#notes').waitFor();
  return email;
}

async function attachLease(page: Page): Promise<void> {
  await page.setInputFiles('#documents', {
    name: 'lease.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'),
  });
  await page.getByText('lease.pdf').waitFor();
}

async function payWithTestCard(page: Page): Promise<void> {
  await page.locator('button[name="testCard"][value="4242424242424242"]').click();
  await page.waitForURL(/\/consultations\/.+\?paid=/);
}

describe('booking, in English on a desktop', () => {
  it('leads a new client from the directory to a paid consultation, and back out with the refund that was shown', async () => {
    const page = await pageIn('en', desktop);
    await page.goto(system.publicUrl);
    await page.getByRole('link', { name: 'Layla Al Hashimi', exact: true }).click();
    await chooseTypeAndTime(page);
    const email = await signUp(page);
    await page.locator('#notes').fill('My landlord ended the lease early.');
    await page.locator('#question-matter').selectOption({ label: 'Inheritance or a will' });
    await attachLease(page);
    await page.locator('.form-actions button').click();
    const total = await page.locator('.total dd').innerText();
    await page.getByRole('button', { name: `Pay ${total}` }).click();

    const { codeFor } = createVisitor(page.context().request, system);
    await page.locator('#code').fill(await codeFor(email));
    await page.getByRole('button', { name: 'Confirm and pay' }).click();
    await payWithTestCard(page);
    await page.getByRole('heading', { name: 'You are booked' }).waitFor();
    await page.getByText('My landlord ended the lease early.').waitFor();
    await page.locator('.answers').getByText('Inheritance or a will', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'lease.pdf' }).waitFor();

    await page.getByRole('button', { name: 'Cancel the consultation' }).click();
    await page.getByText(`You get ${total} back`).waitFor();
    await page.getByRole('button', { name: `Cancel, ${total} back` }).click();
    await page.getByRole('heading', { name: 'Cancelled', exact: true }).waitFor();
    await page.getByText(`${total} goes back to the card`).waitFor();
    await page.locator('.timeline').getByText('Refunded').waitFor();
    expect(await page.locator('.timeline li').count()).toBe(4);
    await page.context().close();
  });

  it('can be done with the keyboard alone', async () => {
    const page = await pageIn('en', desktop);
    await page.goto(`${system.publicUrl}/lawyers/${lawyerId}`);
    await page.locator('.length input').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Choose a time' }).waitFor();
    // It gets the focus once it is drawn.
    await page.waitForFunction(() => document.activeElement?.tagName === 'H2');

    const day = page.locator('.day[tabindex="0"]');
    await page.locator('.time').first().waitFor();
    await day.focus();
    const before = await day.getAttribute('data-date');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-date'))).toBe(before);
    await page.locator('.time').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.time[aria-pressed="true"]').count()).toBe(1);
    await page.locator('.form-actions button').focus();
    await page.keyboard.press('Enter');
    await page.locator('#email').waitFor();
    await page.context().close();
  });
});

describe('booking, in Arabic on a phone', () => {
  it('keeps what was entered on every way back, and leads to a paid consultation', async () => {
    const page = await pageIn('ar', phone);
    await createVisitor(page.context().request, system).becomeClient();
    await page.goto(`${system.publicUrl}/lawyers/${lawyerId}`);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    const chosen = await chooseTypeAndTime(page);
    await page.locator('#notes').fill('أنهى المالك عقد الإيجار قبل موعده.');
    await page.locator('#phone').fill('٠٥٠ ١٢٣ ٤٥٦٧');
    await page.locator('.form-actions button').click();
    await page.locator('.policy').waitFor();

    await page.goBack();
    expect(await page.locator('#notes').inputValue()).toBe('أنهى المالك عقد الإيجار قبل موعده.');
    await page.goBack();
    expect(await page.locator('.time[aria-pressed="true"] time').getAttribute('datetime')).toBe(chosen);
    await page.reload();
    expect(await page.locator('.time[aria-pressed="true"] time').getAttribute('datetime')).toBe(chosen);
    await page.goForward();
    await page.goForward();

    await page.getByRole('button', { name: /^ادفع/ }).click();
    await page.waitForURL(/\/c\/pay\//);
    await payWithTestCard(page);
    await page.getByRole('heading', { name: 'تم الحجز' }).waitFor();
    await page.context().close();
  });
});

describe('a time that somebody else takes first', () => {
  it('is answered with the nearest free ones, everything else kept, and the next try succeeds', async () => {
    const page = await pageIn('en', desktop);
    await page.goto(`${system.publicUrl}/lawyers/${lawyerId}`);
    const scheduledAt = await chooseTypeAndTime(page);
    await signUp(page);
    await page.locator('#notes').fill('A question of custody.');
    await page.locator('.form-actions button').click();
    await page.locator('.policy').waitFor();

    const rival = await browser.newContext();
    const visitor = createVisitor(rival.request, system);
    await visitor.becomeClient();
    const { durationMinutes } = await visitor.freeTime(lawyerId, 24);
    await visitor.book({ lawyerId, consultationType: 'video', durationMinutes, scheduledAt });
    await rival.close();

    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByText('This time has just gone to somebody else').waitFor();
    await page.locator('.notice.warn .button').first().click();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByRole('heading', { name: 'One last step before you pay' }).waitFor();
    expect(await page.locator('.written').innerText()).toBe('A question of custody.');
    await page.context().close();
  });
});

describe('a refusal for something that was typed', () => {
  it('leads back to its field, with what to do, and everything else kept', async () => {
    const page = await pageIn('en', desktop);
    const visitor = createVisitor(page.context().request, system);
    await visitor.becomeClient();
    await page.goto(`${system.publicUrl}/lawyers/${lawyerId}`);
    const chosen = await chooseTypeAndTime(page);
    await page.locator('#notes').fill('Two questions in one.');
    await attachLease(page);
    await page.locator('.form-actions button').click();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.waitForURL(/\/c\/pay\//);
    const { data }: { data: { id: string; scheduledAt: string }[] } = await visitor.get(
      '/api/consultations?status=payment_pending',
    );
    const held = data.find(({ scheduledAt }) => Date.parse(scheduledAt) === Date.parse(chosen));
    await visitor.post(`/api/consultations/${held?.id}/cancel`, { reasonCode: 'mistake' });

    // The document belongs to the cancelled consultation now.
    await page.goBack();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.getByRole('link', { name: 'Mend it' }).click();
    await page.getByRole('link', { name: /^Add your documents again/ }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('documents');
    expect(await page.locator('#notes').inputValue()).toBe('Two questions in one.');
    await page.getByRole('button', { name: 'Remove lease.pdf' }).click();
    await page.locator('.form-actions button').click();
    await page.getByRole('button', { name: /^Pay/ }).click();
    await page.waitForURL(/\/c\/pay\//);
    await page.context().close();
  });
});
