import type { Client } from '@microsoft/microsoft-graph-client';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { laylaAtMicrosoft, laylasGraph } from '#sandbox/calendars/signed-in.ts';
import { type Received, type Rig, startRig } from '#sandbox/rig.ts';

let rig: Rig;
let graph: Client;
let wallMs: number;
beforeEach(async () => {
  wallMs = Date.now();
  rig = await startRig({ wallClock: () => wallMs });
  graph = await laylasGraph(rig);
});
afterEach(() => rig.close());

/** A receiver that answers the handshake as Graph wants it, or says what it is told to. */
async function withReceiver(
  work: (url: string, calls: Received[]) => Promise<void>,
  answer?: string,
): Promise<void> {
  const calls: Received[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      calls.push({ url: request.url ?? '', headers: request.headers, body });
      const token = new URL(request.url ?? '', 'http://localhost').searchParams.get('validationToken');
      response.setHeader('content-type', 'text/plain');
      response.end(answer ?? token ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    await work(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/outlook`, calls);
  } finally {
    server.close();
  }
}

function wanted(notificationUrl: string, change: object = {}) {
  return {
    changeType: 'created,updated,deleted',
    notificationUrl,
    resource: '/me/events',
    expirationDateTime: new Date(wallMs + 3 * 86_400_000).toISOString(),
    clientState: 'secret',
    ...change,
  };
}

const busyTimes = `/calendars/microsoft/${laylaAtMicrosoft}/events`;
const nineToTen = { date: '2026-12-01', start: '09:00', end: '10:00' };

describe('a subscription of Microsoft Graph', () => {
  it('shakes hands, and then tells which events changed and how', async () => {
    await withReceiver(async (url, calls) => {
      const subscription = await graph.api('/subscriptions').post(wanted(url));
      expect(subscription).toMatchObject({ resource: '/me/events', clientState: 'secret' });
      expect(calls[0]).toMatchObject({
        url: expect.stringMatching(/\?validationToken=Validation/),
        body: '',
      });
      const { id } = (await rig.control('POST', busyTimes, nineToTen)).body;
      await rig.control('PATCH', `${busyTimes}/${id}`, { ...nineToTen, end: '11:00' });
      await rig.control('DELETE', `${busyTimes}/${id}`);
      await expect.poll(() => calls.length).toBe(4);
      const told = calls.slice(1).map(({ body }) => JSON.parse(body).value[0]);
      expect(new Set(told.map(({ changeType }) => changeType))).toEqual(
        new Set(['created', 'updated', 'deleted']),
      );
      for (const one of told)
        expect(one).toMatchObject({
          subscriptionId: subscription.id,
          clientState: 'secret',
          resourceData: { id },
        });
    });
  });

  it('is prolonged and deleted', async () => {
    await withReceiver(async (url, calls) => {
      const { id } = await graph.api('/subscriptions').post(wanted(url, { changeType: 'created' }));
      const expirationDateTime = new Date(wallMs + 6 * 86_400_000).toISOString();
      await graph.api(`/subscriptions/${id}`).patch({ expirationDateTime });
      expect(await graph.api(`/subscriptions/${id}`).get()).toMatchObject({ expirationDateTime });
      await graph.api(`/subscriptions/${id}`).delete();
      await expect(graph.api(`/subscriptions/${id}`).get()).rejects.toMatchObject({ statusCode: 404 });
      await rig.control('POST', busyTimes, nineToTen);
      expect(calls).toHaveLength(1);
    });
  });

  it('ends when its time is over', async () => {
    await withReceiver(async (url) => {
      await graph.api('/subscriptions').post(wanted(url));
      wallMs += 4 * 86_400_000;
      await rig.control('POST', busyTimes, nineToTen);
      expect((await rig.control('GET', '/webhooks')).body.data).toEqual([]);
    });
  });

  it('is not made when the receiver does not repeat the token', async () => {
    await withReceiver(async (url) => {
      await expect(graph.api('/subscriptions').post(wanted(url))).rejects.toMatchObject({
        statusCode: 400,
        code: 'ValidationError',
      });
    }, 'hello');
    await expect(graph.api('/subscriptions').post(wanted('http://127.0.0.1:9/'))).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });

  it.each<{ reason: string; change: object }>([
    { reason: 'an address elsewhere', change: { notificationUrl: 'https://evil.test/' } },
    { reason: 'more than seven days', change: { expirationDateTime: '2099-01-01T00:00:00Z' } },
    { reason: 'an end in the past', change: { expirationDateTime: '2020-01-01T00:00:00Z' } },
    { reason: 'another resource', change: { resource: '/me/messages' } },
    { reason: 'another change', change: { changeType: 'renamed' } },
  ])('is refused with 400 for $reason', async ({ change }) => {
    await expect(graph.api('/subscriptions').post(wanted(rig.receiver.url, change))).rejects.toMatchObject({
      statusCode: 400,
      code: 'InvalidRequest',
    });
    expect(rig.receiver.received).toEqual([]);
  });
});
