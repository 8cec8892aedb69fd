import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Everything that needs no running server. All of it runs, so that one look tells everything that is wrong. */
const steps: readonly [name: string, ...args: string[]][] = [
  ['format', 'node_modules/oxfmt/bin/oxfmt', '--check', '.'],
  ['lint', 'node_modules/oxlint/bin/oxlint'],
  ['types', 'node_modules/typescript7/bin/tsc', '-p', '.'],
  ['types of the web', 'node_modules/typescript7/bin/tsc', '-p', 'web'],
  ['unused code', 'node_modules/knip/bin/knip.js'],
  ['unit tests', 'node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'],
];

const failed = steps.filter(([name, ...args]) => {
  console.log(`— ${name}`);
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status !== 0;
});
console.log(
  failed.length === 0
    ? 'Everything is in order.'
    : `Not in order: ${failed.map(([name]) => name).join(', ')}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
