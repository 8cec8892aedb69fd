/**
 * Pictures of every page in both languages and both widths, from a running system with its sandbox and demo data, into
 * ./screenshots: `PUBLIC_URL=http://localhost:3000 npm run screenshots`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { locales, openSitting, roles, setScene, stopsOf, visit, widths } from './tour.ts';
import type { Scene, Sitting } from './tour.ts';
import type { RunningSystem } from './visitor.ts';

const system: RunningSystem = {
  publicUrl: process.env['PUBLIC_URL'] ?? 'http://localhost:3000',
  sandboxUrl: `http://127.0.0.1:${process.env['SANDBOX_PORT'] ?? 4010}`,
  sandboxToken: process.env['SANDBOX_TOKEN'] ?? 'majlis-sandbox',
};
const folder = join(import.meta.dirname, '..', 'screenshots');

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    const scene = await setScene(browser, system);
    for (const role of roles) {
      for (const locale of locales) {
        for (const width of widths) await takeAll(browser, scene, { role, locale, width });
      }
    }
  } finally {
    await browser.close();
  }
  console.log(`The pictures are in ${folder}.`);
}

async function takeAll(browser: Browser, scene: Scene, sitting: Sitting): Promise<void> {
  const { role, locale, width } = sitting;
  const context = await openSitting(browser, system, { ...sitting, scene });
  const page = await context.newPage();
  for (const stop of stopsOf(role, scene)) {
    await visit(page, system.publicUrl, stop);
    await page.screenshot({ path: join(folder, `${stop.name}-${locale}-${width}.png`), fullPage: true });
  }
  await context.close();
  console.log(`${role}, ${locale}, ${width} px`);
}

await main();
