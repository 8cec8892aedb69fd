import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closingLine, countsOf } from './test-counts.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'majlis-counts-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function counted(report: object, exitCode: number) {
  const path = join(folder, 'report.json');
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  writeFileSync(path, JSON.stringify({ ...none, ...report }));
  return countsOf(path, exitCode);
}

describe('the closing line', () => {
  it('has the numbers of the report', () => {
    expect(closingLine(counted({ numPassedTests: 7, numFailedTests: 2 }, 1))).toBe('7 passed, 2 failed');
  });

  it.each([
    ['a file that cannot be loaded', { testResults: [{ status: 'failed', assertionResults: [] }] }, 1],
    ['a skipped test', { numPassedTests: 3, numPendingTests: 1 }, 0],
    ['a test that is only announced', { numTodoTests: 1 }, 0],
    ['a run that ends with an error outside of tests', { numPassedTests: 3 }, 1],
  ])('counts %s as failed', (_what, report, exitCode) => {
    expect(counted(report, exitCode).failed).toBe(1);
  });

  it('counts a run without a report as failed', () => {
    expect(countsOf(join(folder, 'absent.json'), 0)).toEqual({ passed: 0, failed: 1 });
  });
});
