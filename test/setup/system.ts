import type { TestProject } from 'vitest/node';
import { reasonOf } from '#dev/readiness.ts';
import { startSystem } from '#dev/system.ts';
import { serveControl } from './control.ts';
import { createScratch } from './scratch.ts';
import { freshPorts, surroundings } from './surroundings.ts';
import './provided.ts';

/** Tests of this project get everything that npm start brings up, with the demo data, on ports of its own. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { folder, remove } = await createScratch();
  const system = await startSystem({
    given: { ...surroundings(), ...(await freshPorts()), DATA_DIR: folder },
    say: (line) => console.log(line),
    durable: false,
    restartsPerMinute: 3,
    giveUp: (reason) => console.error(`The system under test did not stay up. ${reason}`),
  }).catch((error: unknown) => {
    throw new Error(`The system under test did not start; its logs are in ${folder}. ${reasonOf(error)}`, {
      cause: error,
    });
  });
  const control = await serveControl(system);
  const { addresses, settings } = system;
  project.provide('publicUrl', addresses.publicUrl);
  project.provide('sandboxUrl', `http://127.0.0.1:${addresses.sandboxPort}`);
  project.provide('sandboxToken', settings.SANDBOX_TOKEN);
  project.provide('databaseUrl', addresses.databaseUrl);
  project.provide('adminUrl', addresses.adminUrl);
  project.provide('temporalAddress', addresses.temporalAddress);
  project.provide('temporalUiUrl', addresses.temporalUiUrl ?? '');
  project.provide('dataDir', folder);
  project.provide('controlUrl', control.url);
  return async () => {
    control.close();
    await system.stop();
    remove();
  };
}
