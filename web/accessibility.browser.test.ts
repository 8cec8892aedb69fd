import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#dev/browser.ts';
import { locales, openSitting, roles, setScene, stopsOf, visit, widths } from '#dev/tour.ts';
import type { Scene, Sitting } from '#dev/tour.ts';
import { system } from '#test/stories/running-system.ts';

/** Fingers need this much; what stands within a sentence is exempt. */
const TARGET_PX = 44;

const sittings: Sitting[] = roles.flatMap((role) =>
  locales.flatMap((locale) => widths.map((width) => ({ role, locale, width }))),
);
const dark: Sitting[] = roles.map((role) => ({ role, locale: 'en', width: 1280, colorScheme: 'dark' }));

let browser: Browser;
let scene: Scene;

beforeAll(async () => {
  browser = await launchBrowser();
  scene = await setScene(browser, system);
});
afterAll(() => browser.close());

/** Walks the tour in this sitting, and collects what a look at each stop complains about. */
async function complaintsOf(sitting: Sitting, look: (page: Page) => Promise<string[]>): Promise<string[]> {
  const context = await openSitting(browser, system, { ...sitting, scene });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  for (const stop of stopsOf(sitting.role, scene)) {
    await visit(page, system.publicUrl, stop);
    complaints.push(...(await look(page)).map((complaint) => `${stop.name}: ${complaint}`));
  }
  await context.close();
  return complaints;
}

async function axe(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(
    ({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

async function layout(page: Page): Promise<string[]> {
  return page.evaluate((target) => {
    const root = document.documentElement;
    const wider = root.scrollWidth - root.clientWidth;
    const tooSmall = [...document.querySelectorAll('a, button, select, input, summary')].filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      const isBox = element.matches('[type=checkbox], [type=radio], [type=file]');
      const isShown =
        width > 1 && height > 1 && !element.matches('.skip') && !element.closest('[aria-hidden]');
      return isShown && !isBox && getComputedStyle(element).display !== 'inline' && height < target - 0.5;
    });
    return [
      ...(wider > 0 ? [`scrolls ${wider} px sideways`] : []),
      ...(root.dir === (root.lang === 'ar' ? 'rtl' : 'ltr') ? [] : [`${root.lang} reads ${root.dir}`]),
      ...tooSmall.map((element) => `${element.tagName} "${element.textContent}" is too small`),
    ];
  }, TARGET_PX);
}

describe.each(sittings)('every page for $role, in $locale, at $width px', (sitting) => {
  it('gives axe nothing to find, fits, and has targets for fingers', async () => {
    const look = async (page: Page) => [...(await axe(page)), ...(await layout(page))];
    expect(await complaintsOf(sitting, look)).toEqual([]);
  });
});

describe.each(dark)('every page for $role in the dark', (sitting) => {
  it('gives axe nothing to find', async () => {
    expect(await complaintsOf(sitting, axe)).toEqual([]);
  });
});
