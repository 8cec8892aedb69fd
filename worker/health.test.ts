import { createServer } from 'node:http';
import type { Worker } from '@temporalio/worker';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, serveHealth } from './health.ts';

const open: { close: () => unknown }[] = [];
afterEach(() => open.splice(0).forEach((server) => server.close()));

const inState = (state: string) => ({ getState: () => state }) as unknown as Worker;

async function served(states: readonly string[], exporterPort = 1): Promise<string> {
  const port = await freePort();
  open.push(await serveHealth(port, exporterPort, states.map(inState)));
  return `http://127.0.0.1:${port}`;
}

describe('the health of the worker', () => {
  it.each([
    [['RUNNING', 'RUNNING'], 200],
    [['RUNNING', 'INITIALIZED'], 503],
    [['DRAINING', 'RUNNING'], 503],
  ])('of %j is %i', async (states, status) => {
    expect((await fetch(`${await served(states)}/healthz`)).status).toBe(status);
  });

  it('hands on the metrics of the SDK, and says when they are not there', async () => {
    const exporter = createServer((_, response) => response.end('temporal_request 1\n'));
    const exporterPort = await freePort();
    await new Promise<void>((resolve) => exporter.listen(exporterPort, '127.0.0.1', resolve));
    open.push(exporter);
    const answer = await fetch(`${await served([], exporterPort)}/metrics`);
    expect([answer.status, await answer.text()]).toEqual([200, 'temporal_request 1\n']);
    expect((await fetch(`${await served([])}/metrics`)).status).toBe(503);
    expect((await fetch(`${await served([])}/other`)).status).toBe(404);
  });

  it('names the port that somebody else has', async () => {
    const port = await freePort();
    open.push(await serveHealth(port, 1, []));
    await expect(serveHealth(port, 1, [])).rejects.toThrow(`port ${port} cannot be listened on`);
  });
});
