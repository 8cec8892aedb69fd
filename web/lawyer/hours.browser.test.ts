import '#test/setup/provided.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser } from '#dev/browser.ts';
import { createVisitor } from '#dev/visitor.ts';

const system = {
  publicUrl: inject('publicUrl'),
  sandboxUrl: inject('sandboxUrl'),
  sandboxToken: inject('sandboxToken'),
};
/** One of the demo lawyers whom no other test books. */
const email = 'omar.khalil@majlis.test';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function hoursPage(): Promise<Page> {
  const context = await browser.newContext({
    timezoneId: 'Asia/Dubai',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  await createVisitor(context.request, system).signIn(email);
  const page = await context.newPage();
  await page.goto(`${system.publicUrl}/lawyer/hours`);
  await page.locator('.week').waitFor();
  return page;
}

async function savedHours(page: Page) {
  const visitor = createVisitor(page.context().request, system);
  const { lawyerId } = await visitor.get('/api/me');
  return visitor.get(`/api/lawyers/${lawyerId}/availability`);
}

describe('the weekly hours', () => {
  it('say at once that windows overlap, and cannot be saved so', async () => {
    const page = await hoursPage();
    const saturday = page.locator('.day-row').nth(5);
    await saturday.getByRole('checkbox').check();
    await saturday.getByRole('button', { name: 'Add hours' }).click();
    await saturday.locator('input[type=time]').nth(2).fill('16:00');
    await saturday.locator('input[type=time]').nth(3).fill('18:00');
    expect(await saturday.getByText('This overlaps another window of the day.').count()).toBe(2);
    const save = page.getByRole('button', { name: 'Save hours' });
    expect(await save.getAttribute('aria-disabled')).toBe('true');
    await saturday.locator('input[type=time]').nth(2).fill('17:00');
    expect(await save.getAttribute('aria-disabled')).toBe('false');
    await page.context().close();
  });

  it('are saved with dates and rules, and copied to other days', async () => {
    const page = await hoursPage();
    const monday = page.locator('.day-row').first();
    await monday.getByRole('button', { name: 'Copy to' }).click();
    await page.getByRole('dialog').getByLabel('Sunday').check();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.locator('#rule-first').fill('2027-12-02');
    await page.locator('#rule-last').fill('2027-12-03');
    await page.getByRole('button', { name: 'Add this rule' }).click();
    await page.locator('#buffer').selectOption('20');
    await page.getByRole('button', { name: 'Save hours' }).click();
    await page.getByText('Your hours are saved.').waitFor();

    const { schedules, overrides, bufferMinutes } = await savedHours(page);
    const windowsOf = (day: number) =>
      schedules.filter(({ dayOfWeek }: { dayOfWeek: number }) => dayOfWeek === day);
    expect(windowsOf(0)).toHaveLength(windowsOf(1).length);
    expect(overrides).toMatchObject([{ type: 'blocked', startDate: '2027-12-02', endDate: '2027-12-03' }]);
    expect(bufferMinutes).toBe(20);
    await page.context().close();
  });

  it('never overwrite what was changed elsewhere in the meantime', async () => {
    const [first, second] = [await hoursPage(), await hoursPage()];
    await first.locator('#step').selectOption('15');
    await first.getByRole('button', { name: 'Save hours' }).click();
    await first.getByText('Your hours are saved.').waitFor();

    await second.locator('#step').selectOption('60');
    await second.getByRole('button', { name: 'Save hours' }).click();
    await second.getByText('These hours were changed somewhere else').waitFor();
    expect((await savedHours(second)).stepMinutes).toBe(15);
    await second.getByRole('button', { name: 'Load the current hours' }).click();
    await second.locator('#step').waitFor();
    expect(await second.locator('#step').inputValue()).toBe('15');
    await first.context().close();
    await second.context().close();
  });
});
