import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient } from '#test/setup/sample-rows.ts';
import { openStage, stageConfig } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

let stage: Stage;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, Date.now());
});
afterAll(async () => {
  await stage.close();
  await drop();
});

const password = 'correct horse battery staple';
const newEmail = () => `${randomUUID()}@example.com`;
const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  stage.ask({ method: 'POST', url, payload, headers });
const signUp = (email: string, more: object = {}) =>
  post('/api/auth/sign-up/email', { name: 'Salma', email, password, ...more });
const signIn = (email: string, given = password) =>
  post('/api/auth/sign-in/email', { email, password: given });
const me = (cookie: string) => stage.ask({ method: 'GET', url: '/api/me', headers: { cookie } });

function cookieOf(answer: { headers: Record<string, unknown> }): string {
  const [set] = answer.headers['set-cookie'] as string[];
  return set?.split(';')[0] ?? '';
}

describe('signing up', () => {
  it('makes a client and signs them in, with a cookie that scripts cannot read and no token in the answer', async () => {
    const answer = await signUp(newEmail(), { locale: 'ar', timezone: 'Europe/London' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json().user).toMatchObject({ role: 'client', locale: 'ar', timezone: 'Europe/London' });
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(/^majlis\.session_token=.*Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    expect(answer.body).not.toContain(cookieOf(answer).split('=')[1]?.split('.')[0]);
    expect((await me(cookieOf(answer))).json()).toMatchObject({ name: 'Salma', lawyerId: null });
  });

  it.each([{ role: 'operator' }, { isPartner: true }, { emailVerified: true }, { id: randomUUID() }])(
    'takes no %j',
    async (more) => expect((await signUp(newEmail(), more)).json().code).toBe('invalid_request'),
  );

  it('with an address that has an account points to it', async () => {
    const email = newEmail();
    await signUp(email);
    const again = await signUp(email.toUpperCase());
    expect(again.json()).toMatchObject({ status: 400, errors: [{ pointer: '/body/email' }] });
  });

  it('is not done for pages of others', async () => {
    const answer = await post(
      '/api/auth/sign-up/email',
      { name: 'S', email: newEmail(), password },
      { origin: 'https://evil.example' },
    );
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden']);
  });
});

describe('signing in', () => {
  it('answers alike for a wrong password and for an address without an account', async () => {
    const email = newEmail();
    await signUp(email);
    const answers = [await signIn(email, 'another password'), await signIn(newEmail())].map((answer) => {
      const { instance: _, ...body } = answer.json();
      return body;
    });
    expect(answers[0]).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(answers[1]).toEqual(answers[0]);
  });

  it('stops guesses at one account, from wherever, until time has passed', async () => {
    const email = newEmail();
    await signUp(email);
    const guesses = await Promise.all(Array.from({ length: 24 }, () => signIn(email, 'a wrong guess')));
    const statuses = guesses.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b);
    expect(statuses).toEqual([...Array(20).fill(401), ...Array(4).fill(429)]);
    const refused = await signIn(email);
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('a session', () => {
  it('ends with signing out, for good', async () => {
    const cookie = cookieOf(await signUp(newEmail()));
    await post('/api/auth/sign-out', {}, { cookie });
    expect((await me(cookie)).statusCode).toBe(401);
  });

  it('ends when its owner ends it elsewhere, and nobody else can', async () => {
    const email = newEmail();
    const here = cookieOf(await signUp(email));
    const there = cookieOf(await signIn(email));
    const list = await stage.ask({
      method: 'GET',
      url: '/api/auth/list-sessions',
      headers: { cookie: here },
    });
    const { data } = list.json() as { data: { id: string; isCurrent: boolean }[] };
    expect(data.map(({ isCurrent }) => isCurrent)).toEqual(expect.arrayContaining([false, true]));
    expect(data).toHaveLength(2);
    const other = data.find(({ isCurrent }) => !isCurrent);
    const stranger = cookieOf(await signUp(newEmail()));
    expect((await post('/api/auth/revoke-session', { id: other?.id }, { cookie: stranger })).statusCode).toBe(
      404,
    );
    expect((await post('/api/auth/revoke-session', { id: other?.id }, { cookie: here })).statusCode).toBe(
      204,
    );
    expect((await me(there)).statusCode).toBe(401);
    expect((await me(here)).statusCode).toBe(200);
  });

  it('ends with a change of the password, but for the one that changed it', async () => {
    const email = newEmail();
    const old = cookieOf(await signUp(email));
    const wanted = { currentPassword: password, newPassword: 'another good password' };
    const wrong = await post(
      '/api/auth/change-password',
      { ...wanted, currentPassword: 'x' },
      { cookie: old },
    );
    expect(wrong.json().errors).toMatchObject([{ pointer: '/body/currentPassword' }]);
    const changed = await post('/api/auth/change-password', wanted, { cookie: old });
    expect((await me(old)).statusCode).toBe(401);
    expect((await me(cookieOf(changed))).statusCode).toBe(200);
    expect((await signIn(email, 'another good password')).statusCode).toBe(200);
  });

  it('is over after its time', async () => {
    const cookie = cookieOf(await signUp(newEmail()));
    await stage.db
      .updateTable('session')
      .set({ expiresAt: new Date(1) })
      .execute();
    expect((await me(cookie)).statusCode).toBe(401);
  });
});

describe('an API key', () => {
  it('is shown once, kept as a hash, and ends at once when it is revoked', async () => {
    const cookie = await stage.signIn(await createSampleClient(stage.db, { isPartner: true }));
    const made = await post(
      '/api/api-keys',
      { name: 'desk', scopes: ['slots:read', 'consultations:read'] },
      { cookie },
    );
    const { key, apiKey } = made.json() as { key: string; apiKey: { id: string; prefix: string } };
    expect(key.startsWith(apiKey.prefix)).toBe(true);
    const listed = await stage.ask({ method: 'GET', url: '/api/api-keys', headers: { cookie } });
    expect(listed.body).not.toContain(key);
    const use = () => stage.ask({ method: 'GET', url: '/api/consultations', headers: { 'x-api-key': key } });
    expect((await use()).statusCode).toBe(200);
    const revoked = await stage.ask({
      method: 'DELETE',
      url: `/api/api-keys/${apiKey.id}`,
      headers: { cookie },
    });
    expect(revoked.statusCode).toBe(204);
    expect((await use()).json().code).toBe('unauthenticated');
  });

  it('is another partner’s business only', async () => {
    const [one, two] = [
      await createSampleClient(stage.db, { isPartner: true }),
      await createSampleClient(stage.db, { isPartner: true }),
    ];
    await stage.keyOf(one, ['slots:read']);
    const cookie = await stage.signIn(two);
    const listed = await stage.ask({ method: 'GET', url: '/api/api-keys', headers: { cookie } });
    expect(listed.json()).toEqual({ data: [], nextCursor: null });
  });

  it.each(['mj_unknown', '', "' or 1=1 --"])('that nobody has is no way in: %s', async (key) => {
    const answer = await stage.ask({ method: 'GET', url: '/api/lawyers', headers: { 'x-api-key': key } });
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated']);
  });
});

describe('an answer', () => {
  it('carries the security headers, errors included', async () => {
    for (const url of ['/api/lawyers', '/api/nothing', '/healthz']) {
      const { headers } = await stage.ask({ method: 'GET', url });
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
      expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    }
  });

  it('names the methods of a path that is known with others', async () => {
    const answer = await stage.ask({ method: 'DELETE', url: '/api/me' });
    expect([answer.statusCode, answer.json().code, answer.headers['allow']]).toEqual([
      405,
      'method_not_allowed',
      'GET, HEAD, PUT',
    ]);
    expect(answer.json().type).toBe(`${stageConfig.PUBLIC_URL}/problems/method_not_allowed`);
  });

  it('tells what a code means where its type leads', async () => {
    const page = await stage.ask({ method: 'GET', url: '/problems/slot_taken' });
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/markdown; charset=utf-8']);
    expect(page.body).toContain('slot_taken');
    expect((await stage.ask({ method: 'GET', url: '/problems/..%2fapi' })).statusCode).toBe(404);
  });
});
