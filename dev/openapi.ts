import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { apiDescription } from './api-description.ts';

const root = new URL('..', import.meta.url);

for (const [path, text] of await apiDescription()) {
  writeFileSync(fileURLToPath(new URL(path, root)), text);
  console.log(`${path} is up to date.`);
}
