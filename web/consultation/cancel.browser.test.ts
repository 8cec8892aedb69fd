import { expect, it } from 'vitest';
import { launchBrowser } from '#dev/browser.ts';
import { idOfDemoLawyer } from '#dev/tour.ts';
import { createVisitor } from '#dev/visitor.ts';
import { system } from '#test/stories/running-system.ts';

it('a cancellation whose answer was lost succeeds when it is pressed again', async () => {
  await using browser = await launchBrowser();
  const lawyerId = await idOfDemoLawyer(browser, system);
  const context = await browser.newContext({ timezoneId: 'Asia/Dubai', locale: 'en-GB' });
  const visitor = createVisitor(context.request, system);
  await visitor.becomeClient();
  const booked = await visitor.book(await visitor.freeTime(lawyerId, 100));
  const page = await context.newPage();
  // Without live news, so that the page does not learn by itself what has become of it.
  await page.route('**/stream', (route) => route.abort());
  const keys: (string | undefined)[] = [];
  await page.route('**/cancel', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    const response = await route.fetch();
    await (keys.length === 1 ? route.abort() : route.fulfill({ response }));
  });
  await page.goto(`${system.publicUrl}/consultations/${booked.id}`);
  await page.getByRole('button', { name: 'Cancel the consultation' }).click();
  await page.getByLabel('Anything to add?').fill('I am abroad that day.');
  await page.getByRole('button', { name: 'Give the time back' }).click();
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await page.getByRole('button', { name: 'Give the time back' }).click();
  await page.getByText('I am abroad that day.').waitFor();
  await page.getByRole('heading', { name: 'Cancelled', exact: true }).waitFor();
  expect(keys).toEqual([expect.any(String), keys[0]]);
});
