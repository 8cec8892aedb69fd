import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser } from '#dev/browser.ts';
import { openPractice } from '#dev/practice.ts';
import type { Practice } from '#dev/practice.ts';
import { system } from './running-system.ts';

/**
 * One of the demo lawyers at a browser, for the tests of one file: no other may use the same lawyer. Before each test the hours are
 * the plain week again, and the lawyer has come to where the test begins.
 */
export function practiceOf(email: string, arrive: (lawyer: Practice) => Promise<void>): () => Practice {
  let browser: Browser;
  let practice: Practice;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    practice = await openPractice(browser, system, email);
    await arrive(practice);
  });
  afterEach(() => practice.close());
  return () => practice;
}
