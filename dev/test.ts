import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonOf } from './readiness.ts';
import { closingLine, type Outcome, outcomeOf } from './test-outcome.ts';
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
  // On a system of its own: who comes to one whose parts were just killed waits for what died with them.
  { project: 'faults', timezone: 'UTC' },
];

const reports = mkdtempSync(join(tmpdir(), 'majlis-reports-'));
let passed = 0;
const failures: string[] = [];
try {
  await provideTestPrograms((line) => console.log(line));
  for (const [index, run] of runs.entries()) {
    const outcome = await runVitest(run, join(reports, `${index}.json`));
    passed += outcome.passed;
    failures.push(...outcome.failures.map((failure) => `${run.project} (TZ=${run.timezone}) › ${failure}`));
  }
} catch (error) {
  failures.push(reasonOf(error));
} finally {
  rmSync(reports, { recursive: true, force: true });
}
for (const failure of failures) console.log(`Failed: ${failure}`);
console.log(closingLine(passed, failures.length));
process.exitCode = failures.length > 0 ? 1 : 0;

function runVitest({ project, timezone }: TestRun, report: string): Promise<Outcome> {
  console.log(`\n— ${project}, TZ=${timezone} —`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, ...reporters];
  const child = spawn(process.execPath, args, { env: { ...process.env, TZ: timezone }, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(outcomeOf(report, code ?? 1)));
  });
}
