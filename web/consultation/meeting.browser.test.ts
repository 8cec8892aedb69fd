import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#dev/browser.ts';
import { createVisitor, until } from '#dev/visitor.ts';
import { minutes } from '#domain/instant.ts';
import { breakDown, mend } from '#test/stories/sandbox.ts';
import { system } from '#test/stories/running-system.ts';

let browser: Browser;
/** Of the lawyer whose consultations last five minutes and can be had at once. */
let lawyerPage: Page;
let lawyerId: string;
let clientPage: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  [lawyerPage, clientPage] = [await newPage(), await newPage()];
  const lawyer = createVisitor(lawyerPage.context().request, system);
  await lawyer.signIn('mariam.alfalasi@majlis.test');
  ({ lawyerId } = await lawyer.get('/api/me'));
  await createVisitor(clientPage.context().request, system).becomeClient('Huda Rahman');
});
afterEach(() => mend());
afterAll(() => browser.close());

async function newPage(): Promise<Page> {
  const options = { timezoneId: 'Asia/Dubai', locale: 'en-GB', reducedMotion: 'reduce' } as const;
  return (await browser.newContext(options)).newPage();
}

async function booked(fromHours: number) {
  const client = createVisitor(clientPage.context().request, system);
  const time = await client.freeTime(lawyerId, fromHours);
  const consultation = await client.book(time);
  await client.pay(consultation);
  return { path: `/consultations/${consultation.id}`, startAt: Date.parse(time.scheduledAt) };
}

describe('the way into a meeting', () => {
  it('appears ten minutes before the start, and says why when the room is not open', async () => {
    const { path, startAt } = await booked(50);
    await clientPage.clock.install();
    await clientPage.goto(system.publicUrl + path);
    await clientPage.getByText(/^The room opens: /).waitFor();
    const join = clientPage.getByRole('button', { name: 'Join the meeting' });
    await clientPage.clock.fastForward(startAt - minutes(10) - Date.now() - 5_000);
    expect(await join.count()).toBe(0);
    await clientPage.clock.runFor(10_000);
    await join.click();
    await clientPage.getByText('can be joined from ten minutes before its start').waitFor();
    await clientPage.clock.resume();
  });

  it('waits for a room that cannot be opened, lets both in, and shows who is there', async () => {
    await breakDown({ provider: 'twilio', operation: 'rooms.create', kind: 'error', status: 503 });
    const { path } = await booked(0);
    await clientPage.goto(system.publicUrl + path);
    const join = clientPage.getByRole('button', { name: 'Join the meeting' });
    await join.click();
    await clientPage.getByText('The room is not ready yet.').waitFor();
    await mend();

    const answer = clientPage.waitForResponse(
      (response) => response.url().endsWith('/api/video/meetings') && response.ok(),
    );
    await until(async () => {
      await join.click();
      return clientPage.getByText('You have been let in').isVisible();
    });
    const { roomName, token } = await (await answer).json();
    await comesIn(roomName, token);
    await clientPage.locator('.presence li', { hasText: 'You' }).getByText('is here').waitFor();

    await lawyerPage.goto(system.publicUrl + path);
    await lawyerPage.locator('.presence li', { hasText: 'Huda Rahman' }).getByText('is here').waitFor();
    const admission = lawyerPage.waitForResponse('**/api/video/meetings');
    await lawyerPage.getByRole('button', { name: 'Join the meeting' }).click();
    const lawyers = await (await admission).json();
    expect(lawyers).toMatchObject({ roomName, identity: expect.stringMatching(/^lawyer:/) });
    await comesIn(roomName, lawyers.token);
    await clientPage.locator('.presence li', { hasText: 'Mariam' }).getByText('is here').waitFor();
  });
});

/** As the video SDK does with the token. */
async function comesIn(roomName: string, token: string): Promise<void> {
  const response = await fetch(`${system.sandboxUrl}/_sandbox/rooms/${roomName}/join`, {
    method: 'POST',
    headers: { 'x-sandbox-token': system.sandboxToken, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  expect(response.status).toBe(200);
}
