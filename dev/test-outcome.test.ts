import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outcomeOf } from './test-outcome.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'majlis-outcome-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface ReportedTest {
  fullName: string;
  status: string;
  failureMessages?: string[];
}

function reported(exitCode: number, tests: ReportedTest[], file: { status?: string; message?: string } = {}) {
  const path = join(folder, 'report.json');
  const numPassedTests = tests.filter(({ status }) => status === 'passed').length;
  const name = resolve('domain/slots.test.ts');
  const testResults = [{ name, status: 'passed', message: '', ...file, assertionResults: tests }];
  writeFileSync(path, JSON.stringify({ numPassedTests, testResults }));
  return outcomeOf(path, exitCode);
}

const good = { fullName: 'slots are offered', status: 'passed' };

describe('the outcome of a run', () => {
  it('counts what passed, and names what failed with the first line of why', () => {
    const bad = {
      fullName: 'slots end',
      status: 'failed',
      failureMessages: ['expected 1 to be 2\n    at x'],
    };
    expect(reported(1, [good, bad], { status: 'failed' })).toEqual({
      passed: 1,
      failures: ['domain/slots.test.ts › slots end › expected 1 to be 2'],
    });
  });

  it.each(['skipped', 'todo', 'pending'])('has a test that was %s among the failures', (status) => {
    expect(reported(0, [good, { fullName: 'slots rest', status }]).failures).toEqual([
      `domain/slots.test.ts › slots rest › was ${status}`,
    ]);
  });

  it('has a file that cannot be loaded among the failures', () => {
    expect(reported(1, [], { status: 'failed', message: 'Cannot find module\nmore' }).failures).toEqual([
      'domain/slots.test.ts › Cannot find module',
    ]);
  });

  it('has a run that ends with an error outside of tests among the failures', () => {
    expect(reported(1, [good])).toMatchObject({
      passed: 1,
      failures: [expect.stringContaining('exit code 1')],
    });
  });

  it('takes a run without a report for a failure', () => {
    expect(outcomeOf(join(folder, 'absent.json'), 0)).toMatchObject({
      passed: 0,
      failures: [expect.any(String)],
    });
  });
});
