import { describe, expect, it } from 'vitest';
import { comingMonday, daysAfter } from '#dev/practice.ts';
import { practiceOf } from '#test/stories/practice.ts';

const monday = comingMonday();

const lawyer = practiceOf('meilin.tan@majlis.test', async (arriving) => {
  await arriving.open('/lawyer/rules');
  await arriving.page.locator('#step').waitFor();
});

async function save(): Promise<void> {
  await lawyer().page.getByRole('button', { name: 'Save changes' }).click();
  await lawyer().page.getByText('Everything is saved').waitFor();
}

describe('the booking rules', () => {
  it('change how close together and how far ahead clients can book', async () => {
    await lawyer().page.locator('#step').selectOption('30');
    await lawyer().page.locator('#horizon').selectOption('7');
    await save();
    expect(await lawyer().timesOn(monday)).toEqual([]);
    await lawyer().page.locator('#horizon').selectOption('30');
    await save();
    const times = await lawyer().timesOn(monday);
    expect(times.slice(0, 3)).toEqual(['09:00', '09:30', '10:00']);
  });

  it('switch everything off, and say so', async () => {
    await lawyer().page.getByRole('switch', { name: 'Take new bookings' }).uncheck();
    await lawyer().page.getByText('You take no new bookings.').waitFor();
    await save();
    expect(await lawyer().timesOn(monday)).toEqual([]);
    await lawyer().page.getByRole('switch', { name: 'Take new bookings' }).check();
    await save();
    expect(await lawyer().timesOn(monday)).not.toEqual([]);
  });

  it('limit a day once it has its consultation', async () => {
    await lawyer().page.locator('#per-day').selectOption('1');
    await save();
    await lawyer().bookOn(monday);
    expect(await lawyer().timesOn(monday)).toEqual([]);
    expect(await lawyer().timesOn(daysAfter(monday, 1))).not.toEqual([]);
  });

  it('take reminders in the words of people', async () => {
    const { page } = lawyer();
    await page.locator('#add-reminder').selectOption('60');
    await page.locator('#add-reminder').selectOption('other');
    await page.locator('#reminder-amount').fill('20');
    await page.locator('#reminder-unit').selectOption('days');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('From 1 minute to 14 days before.').waitFor();
    await page.locator('#reminder-amount').fill('3');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('button', { name: 'Remove: 1 day before' }).click();
    await save();
    expect((await lawyer().availability()).reminderMinutes.toSorted((a, b) => b - a)).toEqual([4320, 60]);
  });

  it('read the hours in another zone', async () => {
    await lawyer().page.locator('#hours-zone').selectOption('Asia/Tokyo');
    await save();
    expect((await lawyer().seenOn(monday)).slots[0]?.lawyerTime).toMatch(/T09:00:00\+09:00$/);
  });
});

describe('a day that is checked', () => {
  it('has a reason for every time that is not offered, and the way to change it', async () => {
    const { page } = lawyer();
    await lawyer().bookOn(monday);
    await lawyer().changeElsewhere({
      overrides: [
        {
          type: 'partial_block',
          startDate: monday,
          endDate: monday,
          startTime: '12:00',
          endTime: '14:00',
        },
      ],
    });
    await lawyer().open(`/lawyer/times?date=${monday}`);
    const run = (title: string) => page.locator('.time-run', { hasText: title });
    await run('Booked').getByText('09:00', { exact: true }).waitFor();
    await run('Closed by you').getByText('12:00').waitFor();
    await run('Offered').first().waitFor();
    await run('Closed by you').getByRole('link').first().click();
    await page.locator(`[data-date="${monday}"][aria-pressed="true"]`).waitFor();

    await lawyer().open(`/lawyer/times?date=${daysAfter(monday, 5)}`);
    await page.getByText('There are no times on this day').waitFor();
    await page.getByRole('link', { name: 'Hours for this day' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save the rule' }).click();
    await page.getByText(/^Saved: /).waitFor();
    expect(await lawyer().timesOn(daysAfter(monday, 5))).not.toEqual([]);
  });

  it('shows no other day’s times when asking fails, and asks again', async () => {
    const { page } = lawyer();
    await lawyer().open(`/lawyer/times?date=${monday}`);
    await page.locator('.time-run', { hasText: 'Offered' }).first().waitFor();
    await page.route('**/availability/slots*', (route) => route.abort());
    await page.getByRole('button', { name: 'Next day' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.locator('.time-run').count()).toBe(0);
    await page.unroute('**/availability/slots*');
    await page.getByRole('alert').getByRole('button').click();
    await page.locator('.time-run', { hasText: 'Offered' }).first().waitFor();
  });
});

describe('the history', () => {
  it('says what was changed, from what to what, and by whom', async () => {
    await lawyer().page.locator('#buffer').selectOption('20');
    await save();
    await lawyer().open('/lawyer/changes');
    const latest = lawyer().page.locator('.changes > li').first();
    await latest.getByText('none → 20 minutes').waitFor();
    expect(await latest.textContent()).toContain('by you');
  });
});
