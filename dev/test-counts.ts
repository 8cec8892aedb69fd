import { existsSync, readFileSync } from 'node:fs';
import T, { type Static } from 'typebox';
import { Check } from 'typebox/value';

/** The part of vitest's JSON report that is counted. */
const Report = T.Object({
  numPassedTests: T.Number(),
  numFailedTests: T.Number(),
  numPendingTests: T.Number(),
  numTodoTests: T.Number(),
  testResults: T.Array(
    T.Object({ status: T.String(), assertionResults: T.Array(T.Object({ status: T.String() })) }),
  ),
});

export interface Counts {
  passed: number;
  failed: number;
}

/** What one run of vitest amounts to. A file that cannot be loaded, a skipped test and a run that broke off all count as failed. */
export function countsOf(reportPath: string, exitCode: number): Counts {
  const report: unknown = existsSync(reportPath) ? JSON.parse(readFileSync(reportPath, 'utf8')) : undefined;
  if (!Check(Report, report)) return { passed: 0, failed: 1 };
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + brokenFiles(report);
  return { passed: report.numPassedTests, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

function brokenFiles(report: Static<typeof Report>): number {
  return report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
}

export function closingLine({ passed, failed }: Counts): string {
  return `${passed} passed, ${failed} failed`;
}
