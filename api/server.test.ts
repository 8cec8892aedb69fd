import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { freePort } from '#dev/ports.ts';
import { stageConfig } from './stage.ts';

const entry = fileURLToPath(new URL('./server.ts', import.meta.url));
const path = { PATH: process.env['PATH'] };

function start(environment: Record<string, string | undefined>) {
  const child = spawn(process.execPath, [entry], { env: { ...path, ...environment }, stdio: 'pipe' });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  return { child, said };
}

/** Everything that the process needs, with a Postgres and a Temporal that are away. */
async function environment() {
  const { TEMPORAL_UI_URL: _, STRIPE_WEBHOOK_SECRET, ...config } = stageConfig;
  return {
    ...Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)])),
    STRIPE_WEBHOOK_SECRET,
    DATABASE_URL: 'postgres://nobody@127.0.0.1:2/none',
    TEMPORAL_ADDRESS: '127.0.0.1:2',
    PORT: String(await freePort()),
    METRICS_PORT: String(await freePort()),
    LOG_LEVEL: 'info',
  };
}

describe('the process', () => {
  it('ends at once when its configuration cannot be used, and says everything that is wrong with it', async () => {
    const { child, said } = start({ PORT: 'many' });
    expect(await once(child, 'exit')).toEqual([1, null]);
    for (const fault of [
      'PORT must be',
      'DATABASE_URL is missing',
      'AUTH_SECRET is missing',
      'TWILIO_AUTH_TOKEN is missing',
    ])
      expect(said.err).toContain(fault);
    expect(said.out).toBe('');
  });

  it('refuses overridden providers in production', async () => {
    const { child, said } = start({
      ...(await environment()),
      NODE_ENV: 'production',
      STRIPE_API_BASE: 'http://127.0.0.1:4010',
    });
    expect(await once(child, 'exit')).toEqual([1, null]);
    expect(said.err).toContain('STRIPE_API_BASE must be absent');
  });

  it('serves while others are away, and ends cleanly when it is told to', async () => {
    const env = await environment();
    const { child, said } = start(env);
    await expect.poll(() => said.out + said.err, { timeout: 15_000 }).toContain('Server listening');
    const base = `http://127.0.0.1:${env.PORT}`;
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect((await fetch(`${base}/readyz`)).status).toBe(503);
    const refused = await fetch(`${base}/api/lawyers`);
    expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'temporarily_unavailable' }]);
    expect(await (await fetch(`http://127.0.0.1:${env.METRICS_PORT}/metrics`)).text()).toContain(
      'majlis_http_request_seconds',
    );
    expect(await raw(Number(env.PORT), 'NONSENSE\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 400 .*"code":"invalid_request"/s,
    );
    // As browsers open them ahead of time: one without a request, and one with half of it.
    const silent = connect(Number(env.PORT), '127.0.0.1').on('error', () => undefined);
    const half = connect(Number(env.PORT), '127.0.0.1').on('error', () => undefined);
    await Promise.all([once(silent, 'connect'), once(half, 'connect')]);
    half.write('GET / HTTP/1.1\r\n');
    await fetch(`${base}/healthz`);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.end(text);
  await once(socket, 'close');
  return answer;
}
