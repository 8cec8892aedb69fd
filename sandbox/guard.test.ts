import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Rig, startRig } from './rig.ts';
import { bookingSession } from './stripe/booking-session.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.close());

/** `fetch` does not let a caller choose Host and Origin. */
function status(method: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(`${rig.url}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('the sandbox', () => {
  it.each(['localhost', '127.0.0.1:4010', '[::1]:4010'])('answers under %s', async (host) => {
    expect(await status('GET', '/healthz', { host })).toBe(200);
  });

  it.each(['majlis.example', '127.0.0.1.nip.io', '10.0.0.1', 'localhost.evil.test'])(
    'does not answer under %s',
    async (host) => {
      expect(await status('GET', '/inbox', { host })).toBe(403);
    },
  );

  it('takes no request from a page of another origin', async () => {
    const headers = { origin: 'https://evil.test', 'x-sandbox-token': 'token' };
    expect(await status('POST', '/_sandbox/webhooks/release', headers)).toBe(403);
    expect(await status('GET', '/_sandbox/messages', headers)).toBe(403);
  });

  it('asks for its token on the control API', async () => {
    expect(await status('GET', '/_sandbox/ledger', {})).toBe(401);
    expect(await status('GET', '/_sandbox/ledger', { 'x-sandbox-token': 'guess' })).toBe(401);
    expect(await status('GET', '/_sandbox/ledger', { 'x-sandbox-token': 'token' })).toBe(200);
  });

  it('takes the forms of its pages from its own pages only', async () => {
    const { id } = await rig.stripe.checkout.sessions.create(bookingSession());
    for (const path of [
      `/c/pay/${id}`,
      '/webhooks/mode',
      '/webhooks/release',
      '/faults',
      '/faults/clear',
      '/rooms/a/join',
      '/google/o/oauth2/v2/auth/answer',
      '/microsoft/common/oauth2/v2.0/authorize/answer',
      '/calendars/a/busy',
    ]) {
      expect(await status('POST', path, {})).toBe(403);
      expect(await status('POST', path, { origin: 'null' })).toBe(403);
    }
    expect(await rig.stripe.checkout.sessions.retrieve(id)).toMatchObject({ status: 'open' });
  });
});
