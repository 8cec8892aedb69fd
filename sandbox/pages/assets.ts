import { readFileSync } from 'node:fs';

const read = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');

/** One sheet for all pages, in the order in which later rules may overrule earlier ones. */
export const stylesheet = ['base', 'checkout', 'records', 'narrow-tables', 'inbox', 'calendars']
  .map((name) => read(`styles/${name}.css`))
  .join('\n');
export const countdownScript = read('countdown.js');
export const icon = read('icon.svg');
