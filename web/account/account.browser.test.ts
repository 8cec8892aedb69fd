import '#test/setup/provided.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase } from '#db/client.ts';
import { launchBrowser } from '#dev/browser.ts';
import { idOfDemoLawyer } from '#dev/tour.ts';
import { createVisitor } from '#dev/visitor.ts';
import { system } from '#test/stories/running-system.ts';

let browser: Browser;
let page: Page;
let email: string;

beforeAll(async () => {
  browser = await launchBrowser();
  const context = await browser.newContext({ timezoneId: 'Asia/Dubai', locale: 'en-GB' });
  email = await createVisitor(context.request, system).becomeClient();
  page = await context.newPage();
});
afterAll(() => browser.close());

async function openAccount(): Promise<void> {
  await page.goto(`${system.publicUrl}/account`);
  await page.locator('#name').waitFor();
}

/** Who may have API keys is settled by contract, outside of the product. */
async function becomePartner(): Promise<void> {
  const db = createDatabase(inject('databaseUrl'), { maxConnections: 1, applicationName: 'majlis-test' });
  await db.updateTable('appUser').set({ isPartner: true }).where('email', '=', email).execute();
  await db.destroy();
}

describe('the data of an account', () => {
  it('are saved, and still there when the page is opened again', async () => {
    await openAccount();
    await page.locator('#name').fill('Sara Al Haddad');
    await page.locator('#phone').fill('050 123 4567');
    await page.locator('#language').selectOption('ar');
    await page.locator('#zone').selectOption('Europe/London');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your account is saved.').waitFor();
    expect(await page.getByRole('link', { name: 'Account' }).getAttribute('title')).toBe('Sara Al Haddad');

    await openAccount();
    const values = ['#name', '#phone', '#language', '#zone'].map((field) => page.locator(field).inputValue());
    expect(await Promise.all(values)).toEqual(['Sara Al Haddad', '+971501234567', 'ar', 'Europe/London']);
  });

  it('keep what was saved when a number is none, and say so at the field', async () => {
    await openAccount();
    await page.locator('#phone').fill('12');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'This does not look like a phone number' }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('phone');
    const { phone } = await createVisitor(page.context().request, system).get('/api/me');
    expect(phone).toBe('+971501234567');
  });
});

describe('an API key', () => {
  it('is shown once, opens what it may, and nothing any more when it is revoked', async () => {
    await becomePartner();
    await openAccount();
    await page.getByText('You have no keys.').waitFor();
    await page.locator('#key-name').fill('Booking desk');
    await page.getByRole('button', { name: 'Create key' }).click();
    const key = await page.locator('.secret').innerText();
    const ask = await askerWith(key);
    expect(await ask()).toBe(200);

    await openAccount();
    const row = page.locator('.item-list li', { hasText: 'Booking desk' });
    await row.getByText(/^\S+… · valid until/).waitFor();
    expect(await page.locator('main').innerText()).not.toContain(key);

    await row.getByRole('button', { name: 'Revoke Booking desk' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByText('The key is revoked.').waitFor();
    await page.getByText('You have no keys.').waitFor();
    expect(await ask()).toBe(401);
  });
});

/** The status with which a partner's program is answered when it asks for free times. */
async function askerWith(key: string): Promise<() => Promise<number>> {
  const lawyerId = await idOfDemoLawyer(browser, system);
  const query = 'startDate=2027-01-01&endDate=2027-01-02';
  const url = `${system.publicUrl}/api/lawyers/${lawyerId}/availability/slots?${query}`;
  return async () => (await fetch(url, { headers: { 'x-api-key': key } })).status;
}

describe('the end of a session', () => {
  const leave = () => page.getByRole('main').getByRole('button', { name: 'Sign out' });
  const typed = () => Object.keys(sessionStorage).filter((key) => key.startsWith('majlis.draft.'));

  it('that did not come about is said, and takes nothing away', async () => {
    await openAccount();
    await page.route('**/api/auth/sign-out', (route) => route.abort());
    await leave().click();
    await page.getByRole('main').getByRole('alert').waitFor();
    expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(0);
    await page.unroute('**/api/auth/sign-out');
  });

  it('takes what was typed out of every tab', async () => {
    await openAccount();
    const other = await page.context().newPage();
    await other.goto(`${system.publicUrl}/consultations`);
    await other.getByRole('heading', { name: 'My consultations' }).first().waitFor();
    for (const tab of [page, other])
      await tab.evaluate(() => sessionStorage.setItem('majlis.draft.one', '{"clientNotes":"private"}'));
    await leave().click();
    for (const tab of [page, other]) {
      await tab.getByRole('link', { name: 'Sign in' }).first().waitFor();
      expect(await tab.evaluate(typed)).toEqual([]);
    }
    await other.close();
  });

  it('that came by itself leads to the sign-in, and from there back', async () => {
    await createVisitor(page.context().request, system).signIn(email);
    await openAccount();
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Save' }).click();
    const way = page.getByRole('main').getByRole('link', { name: 'Sign in' });
    await way.waitFor();
    expect(await way.getAttribute('href')).toBe('/sign-in?next=%2Faccount');
  });
});
