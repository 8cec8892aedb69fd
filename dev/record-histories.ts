import { spawnSync } from 'node:child_process';

/** Plays the workflow tests and keeps the histories of the scenes that have a name, as test/histories/<name>.json. */
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--project', 'workflows', 'workflows'],
  { stdio: 'inherit', env: { ...process.env, TZ: 'UTC', RECORD_HISTORIES: '1' } },
);
process.exitCode = status ?? 1;
