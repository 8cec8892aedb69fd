import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonOf } from './readiness.ts';
import { closingLine, type Counts, countsOf } from './test-counts.ts';
import { provideTestPrograms } from './test-programs.ts';

interface TestRun {
  project: string;
  timezone: string;
}

/** Each project in a run of its own: where the set-up of one fails, the others still say what they find. */
const runs: readonly TestRun[] = [
  { project: 'unit', timezone: 'UTC' },
  // Once more where a local clock is not UTC and changes twice a year.
  { project: 'unit', timezone: 'America/New_York' },
  { project: 'db', timezone: 'UTC' },
  { project: 'workflows', timezone: 'UTC' },
  { project: 'stories', timezone: 'UTC' },
];

const reports = mkdtempSync(join(tmpdir(), 'majlis-reports-'));
const total: Counts = { passed: 0, failed: 0 };
try {
  await provideTestPrograms((line) => console.log(line));
  for (const [index, run] of runs.entries()) {
    const { passed, failed } = await runVitest(run, join(reports, `${index}.json`));
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) console.log(`\n${run.project} (TZ=${run.timezone}): ${closingLine({ passed, failed })}`);
  }
} catch (error) {
  console.error(reasonOf(error));
  total.failed += 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
console.log(closingLine(total));
process.exitCode = total.failed > 0 ? 1 : 0;

function runVitest({ project, timezone }: TestRun, report: string): Promise<Counts> {
  console.log(`\n— ${project}, TZ=${timezone} —`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters];
  const child = spawn(process.execPath, args, { env: { ...process.env, TZ: timezone }, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(countsOf(report, code ?? 1)));
  });
}
