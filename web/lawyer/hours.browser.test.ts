import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { comingMonday, daysAfter } from '#dev/practice.ts';
import { practiceOf } from '#test/stories/practice.ts';

const monday = comingMonday();
const saturday = daysAfter(monday, 5);

const lawyer = practiceOf('omar.khalil@majlis.test', async (arriving) => {
  await arriving.open('/lawyer/hours');
  await arriving.page.locator('.week').first().waitFor();
});

const dayRow = (n: number): Locator => lawyer().page.locator('.week').first().locator('.day-row').nth(n);
const saveButton = () => lawyer().page.getByRole('button', { name: 'Save changes' });

async function save(): Promise<void> {
  await saveButton().click();
  await lawyer().page.getByText('Everything is saved').waitFor();
}

async function fillWindow(day: Locator, n: number, from: string, to: string): Promise<void> {
  await day
    .locator('input[type=time]')
    .nth(2 * n)
    .fill(from);
  await day
    .locator('input[type=time]')
    .nth(2 * n + 1)
    .fill(to);
}

describe('the weekly hours', () => {
  it('say at once that windows overlap, and cannot be saved so', async () => {
    const day = dayRow(5);
    await day.getByRole('checkbox').check();
    await day.getByRole('button', { name: 'Add hours' }).click();
    await fillWindow(day, 1, '16:00', '18:00');
    expect(await day.getByText('This overlaps another window of the day.').count()).toBe(2);
    expect(await saveButton().getAttribute('aria-disabled')).toBe('true');
    await fillWindow(day, 1, '17:00', '18:00');
    expect(await saveButton().getAttribute('aria-disabled')).toBe('false');
  });

  it('take several windows, over midnight and until 24:00, and clients see their times', async () => {
    const day = dayRow(5);
    await day.getByRole('checkbox').check();
    await fillWindow(day, 0, '09:00', '10:00');
    await day.getByRole('button', { name: 'Add hours' }).click();
    await fillWindow(day, 1, '22:00', '02:00');
    await day.getByText('until the next day').waitFor();
    await fillWindow(dayRow(0), 0, '23:00', '00:00');
    await dayRow(0).getByText('until 24:00').waitFor();
    await save();
    expect(await lawyer().timesOn(saturday)).toEqual(['09:00', '22:00', '23:00']);
    expect(await lawyer().timesOn(daysAfter(saturday, 1))).toEqual(['00:00', '01:00']);
    expect(await lawyer().timesOn(monday)).toEqual(['23:00']);
  });

  it('are copied to other days', async () => {
    await fillWindow(dayRow(0), 0, '10:00', '12:00');
    await dayRow(0).getByRole('button', { name: 'Copy to' }).click();
    const dialog = lawyer().page.getByRole('dialog');
    await dialog.getByLabel('Saturday').check();
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
    await save();
    expect(await lawyer().timesOn(saturday)).toEqual(['10:00', '11:00']);
    expect(await lawyer().timesOn(monday)).toEqual(['10:00', '11:00']);
  });

  it('count what clients will see before anything is saved, and change nothing by counting', async () => {
    const total = lawyer().page.locator('.preview-total strong');
    await lawyer().page.getByText('As it is now').waitFor();
    const before = Number(await total.textContent());
    // Five weekdays of eight hours; ten such days lie in the next fourteen, one of them may have begun.
    expect(before).toBeGreaterThan(70);
    await dayRow(0).getByRole('checkbox').uncheck();
    await lawyer().page.getByText('With your unsaved changes').waitFor();
    const after = Number(await total.textContent());
    await lawyer()
      .page.getByText(`${before - after} fewer than now`)
      .waitFor();
    expect(before - after).toBeGreaterThan(7);
    expect(await lawyer().timesOn(monday)).toHaveLength(8);
    await save();
    await lawyer().page.getByText('As it is now').waitFor();
    expect(Number(await total.textContent())).toBe(after);
    expect(await lawyer().timesOn(monday)).toEqual([]);
  });

  it('are saved once by two clicks', async () => {
    const before = (await lawyer().changes()).length;
    await fillWindow(dayRow(0), 0, '10:00', '12:00');
    await saveButton().dblclick();
    await lawyer().page.getByText('Your hours are saved.').waitFor();
    await lawyer().page.getByText('Everything is saved').waitFor();
    expect((await lawyer().changes()).length).toBe(before + 1);
    expect(await saveButton().getAttribute('aria-disabled')).toBe('true');
  });
});

describe('temporary hours', () => {
  it('take the place of the week on their dates, and are taken away again', async () => {
    const { page } = lawyer();
    await page.getByRole('button', { name: 'Add temporary hours' }).click();
    await page.locator('#new-temporary-first').fill(monday);
    await page.locator('#new-temporary-last').fill(daysAfter(monday, 6));
    await page.locator('#new-temporary-name').fill('Ramadan');
    await page.getByRole('button', { name: 'Add temporary hours' }).click();
    const entry = page.getByRole('region', { name: 'Ramadan' });
    await fillWindow(entry.locator('.day-row').nth(0), 0, '10:00', '12:00');
    await save();
    expect(await lawyer().timesOn(monday)).toEqual(['10:00', '11:00']);
    expect(await lawyer().timesOn(daysAfter(monday, 7))).toHaveLength(8);

    await page.getByRole('button', { name: 'Remove Ramadan' }).click();
    await page.getByText('Ramadan: removed when you save.').waitFor();
    await save();
    expect(await lawyer().timesOn(monday)).toHaveLength(8);
  });

  it('never share a date', async () => {
    const { page } = lawyer();
    await lawyer().changeElsewhere({
      temporaryHours: [{ startDate: monday, endDate: daysAfter(monday, 6), schedules: [] }],
    });
    await page.reload();
    await page.getByRole('button', { name: 'Add temporary hours' }).click();
    await page.locator('#new-temporary-first').fill(daysAfter(monday, 3));
    await page.getByRole('button', { name: 'Add temporary hours' }).click();
    await page.getByText('These dates overlap other temporary hours.').waitFor();
    expect(await page.locator('#new-temporary-first:focus').count()).toBe(1);
  });
});

describe('hours that somebody else has changed meanwhile', () => {
  beforeEach(async () => {
    await lawyer().changeElsewhere({ bufferMinutes: 20, limits: { perDay: 3 } });
    await fillWindow(dayRow(0), 0, '10:00', '12:00');
    await saveButton().click();
    await lawyer().page.getByText('Somebody else changed your hours').waitFor();
    await lawyer().page.getByText('none → 20 minutes').waitFor();
  });

  it('are not overwritten; both changes hold when the lawyer keeps their own', async () => {
    expect(await lawyer().timesOn(monday)).toHaveLength(8);
    const keep = lawyer().page.getByRole('button', { name: 'Save mine as well' });
    await keep.click();
    await keep.waitFor({ state: 'detached' });
    expect(await lawyer().timesOn(monday)).toEqual(['10:00', '11:00']);
    expect(await lawyer().availability()).toMatchObject({ bufferMinutes: 20, limits: { perDay: 3 } });
  });

  it('are shown when the lawyer gives in', async () => {
    await lawyer().page.getByRole('button', { name: 'Discard mine, show theirs' }).click();
    await lawyer().page.getByText('Everything is saved').waitFor();
    expect(await dayRow(0).locator('input[type=time]').first().inputValue()).toBe('09:00');
    expect(await lawyer().timesOn(monday)).toHaveLength(8);
  });
});
