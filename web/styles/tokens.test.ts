import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name ?? '', { light: light ?? '', dark: dark ?? '' }],
  ),
);

/** @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(name: string, ground: string, scheme: 'light' | 'dark'): number {
  const pair = [name, ground].map((token) => luminance(tokens.get(token)?.[scheme] ?? ''));
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}

const grounds = ['paper', 'surface', 'sunken'];
/** Text on the grounds it is used on: at least 4.5 to 1. */
const texts = [
  ...grounds.flatMap((ground) => [
    ['ink', ground],
    ['ink-soft', ground],
    ['accent', ground],
    ['danger', ground],
  ]),
  ...['accent', 'warn', 'danger'].flatMap((tone) => [
    [tone, `${tone}-soft`],
    ['ink', `${tone}-soft`],
    ['ink-soft', `${tone}-soft`],
    ['accent', `${tone}-soft`],
  ]),
  ['warn', 'surface'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-deep'],
  ['on-danger', 'danger'],
  ['paper', 'ink'],
] as [string, string][];

describe.each(['light', 'dark'] as const)('the colours in %s', (scheme) => {
  it.each(texts)('%s can be read on %s', (text, ground) => {
    expect(contrast(text, ground, scheme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)('edges of controls, and the ring of the focus, stand out from %s', (ground) => {
    expect(contrast('line-strong', ground, scheme)).toBeGreaterThanOrEqual(3);
    expect(contrast('accent', ground, scheme)).toBeGreaterThanOrEqual(3);
  });
});
