import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { findChromium } from './test-programs.ts';

/** What Chromium needs in a container, and what keeps it from calling home. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's Chromium, without a window. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error('There is no Chromium. Install it, for example with: apt-get install -y chromium');
  }
  return chromium.launch({ executablePath, args });
}
