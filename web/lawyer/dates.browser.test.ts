import { describe, expect, it } from 'vitest';
import { comingMonday, daysAfter } from '#dev/practice.ts';
import { practiceOf } from '#test/stories/practice.ts';

const monday = comingMonday();
const tuesday = daysAfter(monday, 1);

const lawyer = practiceOf('sofia.marchetti@majlis.test', async (arriving) => {
  await arriving.open(`/lawyer/dates?date=${monday}`);
  await arriving.page.locator(`[data-date="${monday}"]`).waitFor();
});

const day = (date: string) => lawyer().page.locator(`[data-date="${date}"]`);
const dialog = () => lawyer().page.getByRole('dialog');
const addRule = () => lawyer().page.getByRole('button', { name: 'Add a rule' }).click();

async function saveRule(): Promise<void> {
  await dialog().getByRole('button', { name: 'Save the rule' }).click();
  await dialog().waitFor({ state: 'detached' });
}

describe('a day off', () => {
  it('is picked with the mouse, closes its dates to clients, and comes back by undo', async () => {
    const { page } = lawyer();
    // The address has picked Monday already.
    await day(daysAfter(monday, 2)).click();
    expect(await day(tuesday).getAttribute('aria-pressed')).toBe('true');
    await addRule();
    await dialog().locator('#rule-name').fill('Court in Sharjah');
    await dialog()
      .getByText(/Clients see \d+ times fewer/)
      .waitFor();
    await saveRule();
    expect(await lawyer().timesOn(tuesday)).toEqual([]);
    expect(await lawyer().timesOn(daysAfter(monday, 3))).toHaveLength(8);
    expect(await day(tuesday).textContent()).toContain('Closed by you, Court in Sharjah');

    await page.getByRole('button', { name: /^Remove: .*Court in Sharjah/ }).click();
    await page.getByText(/^Removed: /).waitFor();
    expect(await lawyer().timesOn(tuesday)).toHaveLength(8);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: /^Remove: .*Court in Sharjah/ }).waitFor();
    expect(await lawyer().timesOn(tuesday)).toEqual([]);
  });

  it('is picked with the keyboard alone', async () => {
    const { page } = lawyer();
    await day(monday).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const pressed = page.locator('.dates-month [aria-pressed="true"]');
    expect(await pressed.count()).toBe(2);
    await page.keyboard.press('PageDown');
    expect(await page.locator('.dates-month [data-date]:focus').count()).toBe(1);
    await page.keyboard.press('PageUp');
    await addRule();
    expect(await dialog().locator('#rule-first').inputValue()).toBe(monday);
    expect(await dialog().locator('#rule-last').inputValue()).toBe(tuesday);
    await saveRule();
    expect(await lawyer().timesOn(tuesday)).toEqual([]);
  });
});

describe('a day with other hours', () => {
  it('replaces the windows, several of them, and is changed later', async () => {
    await addRule();
    await dialog().locator('#rule-kind').selectOption('custom_hours');
    await dialog().locator('input[type=time]').nth(0).fill('08:00');
    await dialog().locator('input[type=time]').nth(1).fill('09:00');
    await dialog().getByRole('button', { name: 'Add hours' }).click();
    await dialog().locator('input[type=time]').nth(2).fill('20:00');
    await dialog().locator('input[type=time]').nth(3).fill('22:00');
    await saveRule();
    expect(await lawyer().timesOn(monday)).toEqual(['08:00', '20:00', '21:00']);

    await lawyer()
      .page.getByRole('button', { name: /^Change: .*Other hours/ })
      .click();
    await dialog().getByRole('button', { name: 'Remove window 2' }).click();
    await saveRule();
    expect(await lawyer().timesOn(monday)).toEqual(['08:00']);
  });

  it('loses a part to a partial block', async () => {
    await addRule();
    await dialog().locator('#rule-kind').selectOption('partial_block');
    await dialog().locator('input[type=time]').nth(0).fill('10:00');
    await dialog().locator('input[type=time]').nth(1).fill('16:00');
    await saveRule();
    expect(await lawyer().timesOn(monday)).toEqual(['09:00', '16:00']);
    expect(await day(monday).textContent()).toContain('10:00–16:00');
  });

  it('is not saved while its hours overlap', async () => {
    await addRule();
    await dialog().locator('#rule-kind').selectOption('custom_hours');
    await dialog().getByRole('button', { name: 'Add hours' }).click();
    await dialog().locator('input[type=time]').nth(2).fill('11:00');
    await dialog().getByRole('button', { name: 'Save the rule' }).click();
    await dialog().getByRole('link', { name: 'Look at the hours again' }).waitFor();
    expect((await lawyer().availability()).overrides).toEqual([]);
  });
});

describe('a journey', () => {
  it('reads the hours on the clock of its place', async () => {
    await addRule();
    await dialog().locator('#rule-kind').selectOption('travel');
    await dialog().locator('#rule-zone').selectOption('Europe/London');
    await saveRule();
    const [first] = (await lawyer().seenOn(monday)).slots;
    expect(first?.lawyerTime).toMatch(/T09:00:00(?:\+00:00|\+01:00|Z)$/);
    expect(await day(monday).textContent()).toContain('on the clock of London');
    await lawyer()
      .page.getByRole('button', { name: /^Remove: .*London/ })
      .click();
    await lawyer()
      .page.getByText(/^Removed: /)
      .waitFor();
    expect((await lawyer().seenOn(monday)).slots[0]?.lawyerTime).toMatch(/T09:00:00\+04:00$/);
  });
});

describe('a booked consultation', () => {
  it('is named before its day is closed, stays booked, and stands among the conflicts', async () => {
    const number = await lawyer().bookOn(monday);
    await addRule();
    await dialog().getByText('1 consultation would lie outside these hours.').waitFor();
    await dialog().getByText(number).waitFor();
    await saveRule();
    await lawyer().open('/lawyer/conflicts');
    const row = lawyer().page.locator('.consultation-row', { hasText: number });
    await row.getByRole('link').click();
    await lawyer().page.getByText('Confirmed').first().waitFor();
    expect(lawyer().page.url()).toMatch(/\/consultations\/[0-9a-f-]{36}$/);
  });
});

describe('a rule that comes too late', () => {
  it('says what the others changed, and is saved on top of it', async () => {
    await lawyer().changeElsewhere({
      overrides: [{ type: 'holiday', startDate: tuesday, endDate: tuesday, name: 'National Day' }],
    });
    await addRule();
    await dialog().getByRole('button', { name: 'Save the rule' }).click();
    await lawyer()
      .page.getByText(/New: .*Public holiday: National Day/)
      .waitFor();
    const keep = lawyer().page.getByRole('button', { name: 'Save mine as well' });
    await keep.click();
    await keep.waitFor({ state: 'detached' });
    expect(await lawyer().timesOn(monday)).toEqual([]);
    expect(await lawyer().timesOn(tuesday)).toEqual([]);
  });
});
