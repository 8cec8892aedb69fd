import type { Page } from 'playwright-core';

const hoursMs = 3_600_000;

/** A calendar in each of its states, and an event that was deleted there, as the api would tell of them. */
function calendars() {
  const from = (hours: number) => new Date(Date.now() + hours * hoursMs).toISOString();
  const fine = { failingSince: null, failureCode: null, closesSlotsAt: null, createdAt: from(-900) };
  return {
    data: [
      {
        id: 'a',
        provider: 'google',
        status: 'active',
        account: 'layla.alhashimi@gmail.test',
        ...fine,
        syncedAt: from(-0.05),
      },
      {
        id: 'b',
        provider: 'outlook',
        status: 'needs_reauth',
        account: 'layla@alhashimi.test',
        ...fine,
        syncedAt: from(-3),
        failingSince: from(-3),
        failureCode: 'access_lost',
        closesSlotsAt: from(9),
      },
      {
        id: 'c',
        provider: 'ics',
        status: 'failing',
        account: 'calendar.example.test',
        ...fine,
        syncedAt: from(-14),
        failingSince: from(-14),
        failureCode: 'no_answer',
        closesSlotsAt: from(-2),
      },
    ],
    deletedEvents: [
      { consultationId: 'd', consultationNumber: 'MJ-8KQ2X7RB4T', scheduledAt: from(50), calendarId: 'a' },
    ],
    available: ['google', 'outlook', 'ics'],
  };
}

const feed = {
  url: 'https://majlis.example/api/calendar-feed/Zk3v8qPpQ0m1b9fT7xWl2cYhRjN5sEaUoG4iDdKtVzB.ics',
  createdAt: new Date().toISOString(),
};

/** What can go wrong with calendars, without waiting half a day for it. */
export async function showCalendarTrouble(page: Page): Promise<void> {
  await page.route('**/api/calendars', (route) => route.fulfill({ json: calendars() }));
  await page.route('**/api/calendar-feed', (route) => route.fulfill({ json: feed }));
  await page.reload();
  await page.locator('.deleted-events').waitFor();
  await page.locator('#feed-address').waitFor();
  await page.unrouteAll({ behavior: 'wait' });
}

export async function askToDisconnect(page: Page): Promise<void> {
  await showCalendarTrouble(page);
  await page.locator('.calendar-tools button.quiet').first().click();
  await page.locator('dialog').waitFor();
}
