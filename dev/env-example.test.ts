import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { envExample } from './env-example.ts';

it('.env.example says what config/variables.ts says', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(envExample());
});
