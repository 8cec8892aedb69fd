import { describe, expect, inject, it } from 'vitest';
import { killPart, startPart } from '#test/setup/parts.ts';
import { openRunningFile } from './running.ts';
import { join } from 'node:path';

const runningNames = () =>
  openRunningFile(join(inject('dataDir'), 'running.json'))
    .read()
    .map(({ name }) => name);

describe('the system under test', () => {
  it('lets a test kill a part, which stays down, and start it again', async () => {
    await killPart('worker');
    expect(runningNames()).not.toContain('worker');
    await startPart('worker');
    expect(runningNames()).toContain('worker');
  });

  it('starts a part with other variables for once', async () => {
    await killPart('api');
    await expect(startPart('api', { PORT: 'not a port' })).rejects.toThrow('PORT must be a whole number');
    await startPart('api');
    expect((await fetch(`${inject('publicUrl')}/readyz`)).status).toBe(200);
  });

  it('says when there is no such part', async () => {
    await expect(killPart('printer' as 'api')).rejects.toThrow('There is no part called printer');
  });
});
