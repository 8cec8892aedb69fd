import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apiDescription } from './api-description.ts';

it('the committed description of the API says what its routes say; npm run openapi writes it', async () => {
  for (const [path, text] of await apiDescription()) {
    expect(readFileSync(path, 'utf8') === text, `${path} is up to date`).toBe(true);
  }
});
