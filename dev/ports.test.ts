import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { busyPorts, freePort, isFree } from './ports.ts';

const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function occupy(): Promise<number> {
  const port = await freePort();
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return port;
}

describe('a busy port', () => {
  it('gets one sentence with its number and the variable that moves it', async () => {
    const busy = await occupy();
    const free = await freePort();
    const sentences = await busyPorts([
      { variable: 'PORT', port: busy },
      { variable: 'SANDBOX_PORT', port: free },
    ]);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toContain(`Port ${busy} is in use`);
    expect(sentences[0]).toContain('PORT');
  });

  it('is one that two parts want', async () => {
    const port = await freePort();
    const sentences = await busyPorts([
      { variable: 'PORT', port },
      { variable: 'METRICS_PORT', port },
    ]);
    expect(sentences).toEqual([`PORT and METRICS_PORT are both ${port}: give one of them another port.`]);
  });
});

describe('freePort', () => {
  it('gives the preferred port when it is free, and another when it is not', async () => {
    const busy = await occupy();
    const given = await freePort(busy);
    expect(given).not.toBe(busy);
    expect(await isFree(given)).toBe(true);
  });

  it('gives no port twice', async () => {
    const ports = [];
    for (let index = 0; index < 20; index += 1) ports.push(await freePort());
    expect(new Set(ports).size).toBe(20);
  });
});
