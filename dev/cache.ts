import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Programs that took minutes to get are kept here, outside the checkout, for every copy of the project. */
export function cacheFolder(name: string, environment: NodeJS.ProcessEnv = process.env): string {
  const folder = join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'majlis', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
