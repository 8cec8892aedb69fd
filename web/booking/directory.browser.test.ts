import '#test/setup/provided.ts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '#dev/browser.ts';

const publicUrl = inject('publicUrl');
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
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function open(path: string, locale: 'en' | 'ar', options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
  await context.addInitScript((language) => localStorage.setItem('majlis.locale', language), locale);
  const page = await context.newPage();
  await page.goto(`${publicUrl}${path}`);
  return page;
}

const searchOf = (page: Page) => new URL(page.url()).search;
const timesOf = async (page: Page) =>
  await page
    .locator('.next time')
    .evaluateAll((times) => times.map((time) => Date.parse(time.getAttribute('datetime') ?? '')));

describe('the directory, in English on a desktop', () => {
  it('is narrowed down, says by what, and takes each back', async () => {
    const page = await open('/', 'en', desktop);
    await page.locator('.lawyer-row').first().waitFor();
    const all = await page.locator('.lawyer-row').count();
    await page.getByLabel('Subject').selectOption('family');
    await page.waitForURL(/specialty=family/);
    await page.getByLabel('Language').selectOption('ar');
    await page.getByRole('button', { name: 'Remove: Arabic' }).waitFor();
    expect(searchOf(page)).toBe('?specialty=family&language=ar');
    await expect.poll(() => page.locator('.lawyer-row').count()).toBeLessThan(all);

    await page.reload();
    await page.getByRole('button', { name: 'Remove: Family' }).click();
    await page.waitForURL((url) => url.search === '?language=ar');
    expect(await page.getByLabel('Subject').inputValue()).toBe('');
    await page.getByRole('link', { name: 'Clear all' }).click();
    await expect.poll(() => page.locator('.lawyer-row').count()).toBe(all);
    expect(searchOf(page)).toBe('');
    await page.context().close();
  });

  it('shows who is free first first, and begins the booking at that time', async () => {
    const page = await open('/', 'en', desktop);
    await page.locator('.lawyer-row').first().waitFor();
    const times = await timesOf(page);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    await page.locator('.lawyer-row .next a').nth(1).click();
    await page.waitForURL(/\/lawyers\/[^?]+\?step=time$/);
    const chosen = page.locator('.time[aria-pressed="true"] time');
    await chosen.waitFor();
    expect(Date.parse((await chosen.getAttribute('datetime')) ?? '')).toBe(times[1]);
    await page.locator('.form-actions button').click();
    await page.waitForURL(/step=details/);
    await page.context().close();
  });

  it('finds a name that is misspelt, the best fit first, and is sorted as one likes', async () => {
    const page = await open('/', 'en', desktop);
    await page.getByLabel('Search').fill('leyla hashmi');
    await page.waitForURL(/q=leyla/);
    await page.getByRole('heading', { name: 'Layla Al Hashimi' }).waitFor();
    expect(await page.getByLabel('Order').inputValue()).toBe('listed');
    await page.getByLabel('Order').selectOption('soonest');
    await page.waitForURL(/sort=soonest/);
    await page.getByRole('heading', { name: 'Layla Al Hashimi' }).waitFor();
    await page.context().close();
  });

  it('offers a way out when nobody fits', async () => {
    const page = await open('/?specialty=tax&maxPrice=1', 'en', desktop);
    await page.getByRole('heading', { name: 'Nobody fits all of this' }).waitFor();
    await page.getByRole('button', { name: /^Remove: Up to/ }).click();
    await page.locator('.lawyer-row').first().waitFor();
    expect(searchOf(page)).toBe('?specialty=tax');
    await page.context().close();
  });

  it('says what failed, and tries again', async () => {
    const page = await open('/sign-in', 'en', desktop);
    await page.route('**/api/lawyers?*', (route) => route.abort());
    await page.getByRole('link', { name: 'Find a lawyer' }).first().click();
    await page.getByRole('alert').waitFor();
    await page.unroute('**/api/lawyers?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.lawyer-row').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.context().close();
  });
});

describe('the directory, in Arabic on a phone', () => {
  it('opens its filters on demand, finds an Arabic name without its dots, and fits the screen', async () => {
    const page = await open('/', 'ar', phone);
    await page.locator('.lawyer-row').first().waitFor();
    expect(await page.locator('#specialty').isVisible()).toBe(false);
    await page.locator('.more-choices').click();
    await page.locator('#consultationType').selectOption('video');
    await page.waitForURL(/consultationType=video/);
    await page.locator('#q').fill('ليلي الهاشمى');
    await page.waitForURL(/q=/);
    await expect.poll(() => page.locator('.lawyer-row h2').allInnerTexts()).toEqual(['ليلى الهاشمي']);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBe(0);
    await page.locator('.next a').first().click();
    await page.locator('.time[aria-pressed="true"]').waitFor();
    await page.context().close();
  });
});
