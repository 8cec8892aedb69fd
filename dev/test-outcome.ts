import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import T, { type Static } from 'typebox';
import { Check } from 'typebox/value';

/** The part of vitest's JSON report that is read. */
const TestOfFile = T.Object({
  fullName: T.String(),
  status: T.String(),
  failureMessages: T.Optional(T.Array(T.String())),
});
const TestFile = T.Object({
  name: T.String(),
  status: T.String(),
  message: T.String(),
  assertionResults: T.Array(TestOfFile),
});
const Report = T.Object({ numPassedTests: T.Number(), testResults: T.Array(TestFile) });

export interface Outcome {
  passed: number;
  /** One line for each thing that failed: file, name of the test, first line of what it said. */
  failures: string[];
}

/** What one run of vitest amounts to. A file that cannot be loaded, a skipped test and a run that broke off all count as failed. */
export function outcomeOf(reportPath: string, exitCode: number): Outcome {
  const report: unknown = existsSync(reportPath) ? JSON.parse(readFileSync(reportPath, 'utf8')) : undefined;
  if (!Check(Report, report)) return { passed: 0, failures: ['the run ended without a report'] };
  const failures = report.testResults.flatMap(failuresOfFile);
  if (failures.length === 0 && exitCode !== 0) {
    failures.push(`the run ended with exit code ${exitCode}, though no test failed`);
  }
  return { passed: report.numPassedTests, failures };
}

function failuresOfFile(file: Static<typeof TestFile>): string[] {
  const path = relative(process.cwd(), file.name);
  const unfinished = file.assertionResults.filter(({ status }) => status !== 'passed');
  const failures = unfinished.map(({ fullName, status, failureMessages: [message] = [] }) =>
    [path, fullName, firstLine(message ?? `was ${status}`)].join(' › '),
  );
  const broken = file.status === 'failed' && !unfinished.some(({ status }) => status === 'failed');
  return broken ? [...failures, `${path} › ${firstLine(file.message)}`] : failures;
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}

export function closingLine(passed: number, failed: number): string {
  return `${passed} passed, ${failed} failed`;
}
