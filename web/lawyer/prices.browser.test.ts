import { describe, expect, it } from 'vitest';
import { comingMonday } from '#dev/practice.ts';
import { practiceOf } from '#test/stories/practice.ts';

const monday = comingMonday();

const lawyer = practiceOf('priya.raman@majlis.test', openPrices);

async function openPrices(): Promise<void> {
  await lawyer().open('/lawyer/prices');
  await lawyer().page.locator('#amount-video').waitFor();
}

async function save(): Promise<void> {
  const saved = lawyer().page.waitForResponse((response) => response.request().method() === 'PUT');
  await lawyer().page.getByRole('button', { name: 'Save prices' }).click();
  expect((await saved).status()).toBe(200);
}

const videoCard = () => lawyer().page.locator('section.card', { hasText: 'Video call' }).first();

describe('the prices', () => {
  it('follow the length, and are what clients then pay', async () => {
    await lawyer().page.locator('#basis-video').selectOption('hourly');
    await lawyer().page.locator('#amount-video').fill('600');
    await lawyer().page.locator('#length-video').fill('20');
    await videoCard().getByRole('button', { name: 'Add' }).click();
    await videoCard().getByText('Save to see what clients pay for this.').first().waitFor();
    await save();
    const row = videoCard().locator('.price-totals tr', { hasText: '20 minutes' });
    await row.getByText('AED 200.00').waitFor();
    const { totalPrice } = await lawyer().seenOn(monday, { durationMinutes: '20' });
    // 200, the platform's tenth, and 5 % VAT on both.
    expect(totalPrice).toBe(23_100);
    await row.getByText('AED 231.00').waitFor();
  });

  it('give a type a rhythm of its own, and take it back', async () => {
    await videoCard().getByText('Rules for this kind alone').click();
    await lawyer().page.locator('#step-video').selectOption('30');
    await save();
    expect((await lawyer().timesOn(monday)).slice(0, 2)).toEqual(['09:00', '09:30']);
    await lawyer().page.locator('#step-video').selectOption('');
    await save();
    expect((await lawyer().timesOn(monday)).slice(0, 2)).toEqual(['09:00', '10:00']);
  });

  it('stop a type from being sold', async () => {
    await videoCard().getByRole('switch').uncheck();
    await save();
    await expect(lawyer().timesOn(monday)).rejects.toThrow('404');
    await videoCard().getByRole('switch').check();
    await save();
    expect(await lawyer().timesOn(monday)).not.toEqual([]);
  });

  it('are refused with a reason at the field', async () => {
    await lawyer().page.locator('#amount-video').fill('1');
    await lawyer().page.getByRole('button', { name: 'Save prices' }).click();
    await lawyer().page.getByRole('link', { name: 'Give an amount from 2 to 100,000 dirhams.' }).click();
    expect(await lawyer().page.locator('#amount-video:focus').count()).toBe(1);
  });

  it('never overwrite what was changed elsewhere', async () => {
    const { page } = lawyer();
    await lawyer().changeElsewhere({ bufferMinutes: 20 });
    await page.locator('#amount-video').fill('750');
    await page.getByRole('button', { name: 'Save prices' }).click();
    await page.getByText('the prices are as you saw them').waitFor();
    await page.getByRole('button', { name: 'Save mine as well' }).click();
    await page.getByText('Your prices are saved.').waitFor();
    await openPrices();
    expect(await page.locator('#amount-video').inputValue()).toBe('750');
  });
});
