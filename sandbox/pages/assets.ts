import { readFileSync } from 'node:fs';

const read = (name: string): string => readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');

export const stylesheet = read('sandbox.css');
export const countdownScript = read('countdown.js');
export const icon = read('icon.svg');
