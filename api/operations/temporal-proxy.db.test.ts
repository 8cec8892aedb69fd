import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, sampleNow } from '#test/setup/sample-rows.ts';
import { openStage, stageConfig } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

interface Forwarded {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** Stands where the Temporal UI would, and keeps what reaches it. */
const forwarded: Forwarded[] = [];
const upstream: Server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString();
    const { method = '', url = '', headers } = request;
    forwarded.push({ method, url, headers, body: text === '' ? undefined : JSON.parse(text) });
    response
      .writeHead(200, { 'content-type': 'application/json', 'set-cookie': '_csrf=1' })
      .end('{"answered":true}');
  });
});

let stage: Stage;
let drop: () => Promise<void>;
let operatorId: string;
let cookie: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo;
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow, { TEMPORAL_UI_URL: `http://127.0.0.1:${port}` });
  operatorId = await createSampleClient(stage.db, { role: 'operator' });
  cookie = await stage.signIn(operatorId);
});
beforeEach(() => forwarded.splice(0));
afterAll(async () => {
  await stage.close();
  await drop();
  upstream.close();
});

const api = '/operations/temporal/api/v1/namespaces/default';
const argument = { metadata: { encoding: 'anNvbi9wbGFpbg==' }, data: Buffer.from('{}').toString('base64') };
const write = (path: string, body: object | string, headers: Record<string, string> = {}) =>
  stage.ask({
    method: 'POST',
    url: `${api}${path}`,
    headers: {
      cookie: `${cookie}; _csrf=abc`,
      origin: stageConfig.PUBLIC_URL,
      'content-type': 'text/plain;charset=UTF-8',
      'x-csrf-token': 'abc',
      ...headers,
    },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** The path as it stands on the wire: what `ask` sends was made tidy before. */
async function writeRaw(path: string): Promise<number | undefined> {
  if (!stage.app.server.listening) await stage.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = stage.app.server.address() as AddressInfo;
  return await new Promise((resolve, reject) => {
    const headers = { cookie: `${cookie}; _csrf=abc`, origin: stageConfig.PUBLIC_URL, 'x-csrf-token': 'abc' };
    httpRequest({ host: '127.0.0.1', port, method: 'POST', path, headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    })
      .on('error', reject)
      .end('{}');
  });
}

describe('the way to the Temporal UI', () => {
  it('lets operators read, and keeps our session from it', async () => {
    const page = await stage.ask({
      method: 'GET',
      url: '/operations/temporal/x?y=1',
      headers: { cookie: `${cookie}; _csrf=abc` },
    });
    expect([page.statusCode, page.json()]).toEqual([200, { answered: true }]);
    expect(forwarded).toMatchObject([
      { method: 'GET', url: '/operations/temporal/x?y=1', headers: { cookie: '_csrf=abc' } },
    ]);
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  it('puts the operator into a message', async () => {
    const body = { input: { payloads: [argument] }, workflowExecution: { runId: 'r' } };
    expect((await write('/workflows/w/signal/cancelRequested', body)).statusCode).toBe(200);
    const [sent] = forwarded;
    const { input, ...rest } = (sent?.body ?? {}) as { input: { payloads: { data: string }[] } };
    expect(rest).toEqual({
      namespace: 'default',
      workflowExecution: { workflowId: 'w', runId: 'r' },
      signalName: 'cancelRequested',
      identity: `operator ${operatorId}`,
    });
    expect(JSON.parse(Buffer.from(input.payloads[0]?.data ?? '', 'base64').toString())).toEqual({
      by: { kind: 'operator', id: operatorId },
    });
    expect(sent?.headers).toMatchObject({ cookie: '_csrf=abc', 'x-csrf-token': 'abc' });
  });

  it('writes a row before Request Cancellation and before an action on an activity', async () => {
    await write('/workflows/consultation-1/cancel?execution.runId=r', '');
    await write('/activities/unpause', { execution: { workflowId: 'consultation-2', runId: 'r' }, id: 'a' });
    expect(forwarded.map(({ url }) => url)).toEqual([
      `${api}/workflows/consultation-1/cancel?execution.runId=r`,
      `${api}/activities/unpause`,
    ]);
    const rows = await stage.db
      .selectFrom('operatorAction')
      .select(['operatorId', 'workflowId', 'action'])
      .execute();
    expect(rows).toEqual([
      { operatorId, workflowId: 'consultation-1', action: 'request_cancellation' },
      { operatorId, workflowId: 'consultation-2', action: 'change_activity' },
    ]);
  });

  it.each([
    '/workflows/w/terminate',
    '/workflows/w/reset',
    '/workflows/w',
    '/batch-operations/job',
    '/schedules/s',
    '/activities/complete-by-id',
    '/activities/fail-by-id',
    '/workflows/w/signal-with-start/s',
    '/../../namespaces/default/workflows/w/terminate',
    '//workflows/w/terminate',
  ])('refuses %s', async (path) => {
    const answer = await write(path, {});
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden']);
    expect(forwarded).toEqual([]);
  });

  it.each([
    '/workflows/a/query/..\\..\\w\\terminate',
    '/workflows/a/query/%2e%2e\\..\\w\\terminate',
    '/workflows/a/query/..%2f..%2fw%2fterminate',
    '/workflows/..\\batch-operations\\j\\..\\x/cancel',
    '/workflows/%2e%2e/query/q',
  ])('refuses %s, which the Temporal UI would read differently', async (path) => {
    expect(await writeRaw(`${api}${path}`)).toBe(404);
    expect(forwarded).toEqual([]);
  });

  it('goes to the Temporal UI, whatever host the request names', async () => {
    expect(await writeRaw(`http://127.0.0.1:2${api}/workflows/w/query/__stack_trace`)).toBe(200);
    expect(forwarded.map(({ url }) => url)).toEqual([`${api}/workflows/w/query/__stack_trace`]);
  });

  it('refuses another namespace, and a message without its one argument', async () => {
    const other = await stage.ask({
      method: 'POST',
      url: '/operations/temporal/api/v1/namespaces/other/workflows/w/cancel',
      headers: { cookie, origin: stageConfig.PUBLIC_URL },
    });
    expect(other.statusCode).toBe(403);
    expect((await write('/workflows/w/update/retry', {})).statusCode).toBe(400);
    expect((await write('/workflows/w/update/retry', '[')).statusCode).toBe(400);
    expect(forwarded).toEqual([]);
  });

  it.each(['https://evil.example', 'null', ''])('refuses a write from %s', async (origin) => {
    expect((await write('/workflows/w/cancel', {}, { origin })).statusCode).toBe(403);
    expect(forwarded).toEqual([]);
  });
});
