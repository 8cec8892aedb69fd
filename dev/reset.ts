import { existsSync, rmSync } from 'node:fs';
import { clearLeftovers } from './leftovers.ts';
import { clearPlaceOfItsOwn } from './postgres-place.ts';
import { reasonOf } from './readiness.ts';
import { givenEnvironment, settingsOf } from './settings.ts';
import { runningFileOf } from './system.ts';

try {
  const settings = settingsOf(givenEnvironment());
  const { dataDir } = settings;
  if (existsSync(dataDir)) await clearLeftovers(runningFileOf(settings), (line) => console.log(line));
  const elsewhere = clearPlaceOfItsOwn(dataDir);
  const what = existsSync(dataDir) || elsewhere ? `Cleared ${dataDir}` : `There is nothing in ${dataDir}`;
  rmSync(dataDir, { recursive: true, force: true });
  console.log(`${what}. The next npm start begins anew.`);
} catch (error) {
  console.error(`Nothing was cleared. ${reasonOf(error)}`);
  process.exitCode = 1;
}
