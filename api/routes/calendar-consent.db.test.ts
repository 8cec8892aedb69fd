import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';
import { createSealer } from '#db/sealed.ts';
import { answerConsent, laylaAtGoogle } from '#sandbox/calendars/signed-in.ts';
import { sandboxClients } from '#sandbox/calendars/clients.ts';
import { startRig } from '#sandbox/rig.ts';
import type { Rig } from '#sandbox/rig.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer } from '#test/setup/sample-rows.ts';

/** What Postgres writes beside an authorisation is its own time. */
const now = Date.now();
const keys = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
const accounts = { google: laylaAtGoogle, outlook: 'layla.alhashimi@outlook.test' };
type Name = keyof typeof accounts;

let stage: Stage;
let rig: Rig;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  rig = await startRig({ publicUrl: 'http://majlis.example' });
  stage = await openStage(database.url, now, {
    CALENDAR_KEYS: keys,
    GOOGLE_CALENDAR_CLIENT_ID: sandboxClients.googleClientId,
    GOOGLE_CALENDAR_CLIENT_SECRET: sandboxClients.googleClientSecret,
    GOOGLE_API_BASE: `${rig.url}/google`,
    OUTLOOK_CLIENT_ID: sandboxClients.microsoftClientId,
    OUTLOOK_CLIENT_SECRET: sandboxClients.microsoftClientSecret,
    OUTLOOK_API_BASE: `${rig.url}/microsoft`,
  });
});
afterAll(async () => {
  await stage.close();
  await rig.close();
  await drop();
});

async function lawyer() {
  const { lawyerId, userId } = await createSampleLawyer(stage.db);
  const cookie = await stage.signIn(userId);
  const connect = async (name: Name = 'google') => {
    const url = `/api/calendars/${name}/connect`;
    const answer = await stage.ask({ method: 'POST', url, headers: { cookie } });
    return new URL(answer.json<{ authorizationUrl: string }>().authorizationUrl);
  };
  /** Says yes on the provider's page; where that leads back to. */
  const consent = async (name: Name = 'google', account = accounts[name]) => {
    const back = await answerConsent(rig, (await connect(name)).href, { answer: 'allow', address: account });
    return `${back.pathname}${back.search}`;
  };
  const rows = () =>
    stage.db.selectFrom('calendarConnection').where('lawyerId', '=', lawyerId).selectAll().execute();
  return { lawyerId, cookie, connect, consent, rows };
}

async function comeBack(url: string, cookie?: string): Promise<unknown> {
  const answer = await stage.ask({ method: 'GET', url, headers: cookie === undefined ? {} : { cookie } });
  expect([answer.statusCode, answer.headers['cache-control']]).toEqual([303, 'no-store']);
  return answer.headers.location;
}
const failed = (why: string) => `/lawyer/calendars?failed=${why}`;

describe('connecting a calendar by consent', () => {
  it('sends the browser with a state, a challenge, and as few wishes as can be', async () => {
    const { connect } = await lawyer();
    const google = Object.fromEntries((await connect()).searchParams);
    expect(google).toMatchObject({
      response_type: 'code',
      client_id: sandboxClients.googleClientId,
      redirect_uri: 'http://majlis.example/api/calendars/google/callback',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      access_type: 'offline',
      prompt: 'consent',
      scope: [
        'openid email',
        'https://www.googleapis.com/auth/calendar.events.owned',
        'https://www.googleapis.com/auth/calendar.freebusy',
      ].join(' '),
    });
    const outlook = Object.fromEntries((await connect('outlook')).searchParams);
    expect(outlook['scope']).toBe('offline_access Calendars.ReadWrite User.Read');
    expect(outlook['state']).not.toBe(google['state']);
  });

  it('keeps of the state a hash, and of the verifier what only a key opens', async () => {
    const { connect, lawyerId } = await lawyer();
    const state = (await connect()).searchParams.get('state') ?? '';
    const kept = await stage.db
      .selectFrom('calendarAuthorisation')
      .where('lawyerId', '=', lawyerId)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(JSON.stringify({ ...kept, stateHash: kept.stateHash.toString('base64url') })).not.toContain(state);
    expect(createSealer(keys).open(kept.verifier, lawyerId)).toMatch(/^[\w-]{43}$/);
  });

  it.each(['google', 'outlook'] as const)(
    'ends with a sealed refresh token and the account: %s',
    async (name) => {
      const { consent, cookie, rows } = await lawyer();
      expect(await comeBack(await consent(name), cookie)).toBe(`/lawyer/calendars?connected=${name}`);
      const [row, ...others] = await rows();
      expect(others).toEqual([]);
      expect(row).toMatchObject({ provider: name, status: 'active', account: accounts[name] });
      const token = createSealer(keys).open(row?.secret ?? '', row?.id ?? '');
      expect(token.length).toBeGreaterThan(20);
      expect(JSON.stringify(row)).not.toContain(token);
      const shown = await stage.ask({ method: 'GET', url: '/api/calendars', headers: { cookie } });
      expect(shown.json()).toMatchObject({
        data: [{ id: row?.id, provider: name, account: accounts[name], status: 'active' }],
        available: ['google', 'outlook', 'ics'],
      });
      expect(shown.body).not.toContain(token);
    },
  );

  it('again with the same account mends the connection, and keeps its id', async () => {
    const { consent, cookie, rows } = await lawyer();
    await comeBack(await consent(), cookie);
    const [before] = await rows();
    await stage.db
      .updateTable('calendarConnection')
      .where('id', '=', before?.id ?? '')
      .set({ status: 'needs_reauth', failingSince: new Date(now), failureCode: 'invalid_grant' })
      .execute();
    await comeBack(await consent(), cookie);
    const [after, ...others] = await rows();
    expect(others).toEqual([]);
    expect(after).toMatchObject({ id: before?.id, status: 'active', failingSince: null, failureCode: null });
    expect(after?.secret).not.toBe(before?.secret);
  });

  it('of another account puts it in the place of the first', async () => {
    const { consent, cookie, rows } = await lawyer();
    await comeBack(await consent(), cookie);
    await comeBack(await consent('google', 'james.whitfield@gmail.test'), cookie);
    expect((await rows()).map(({ account }) => account)).toEqual(['james.whitfield@gmail.test']);
  });
});

describe('what comes back from a provider', () => {
  it('is taken once', async () => {
    const { consent, cookie, rows } = await lawyer();
    const back = await consent();
    const outcomes = await Promise.all([comeBack(back, cookie), comeBack(back, cookie)]);
    expect(outcomes.toSorted()).toEqual(['/lawyer/calendars?connected=google', failed('expired')]);
    expect(await comeBack(back, cookie)).toBe(failed('expired'));
    expect(await rows()).toHaveLength(1);
  });

  it('to somebody else connects nothing, neither there nor later', async () => {
    const [attacker, victim] = [await lawyer(), await lawyer()];
    const back = await attacker.consent();
    expect(await comeBack(back, victim.cookie)).toBe(failed('expired'));
    expect(await comeBack(back, attacker.cookie)).toBe(failed('expired'));
    expect([...(await victim.rows()), ...(await attacker.rows())]).toEqual([]);
  });

  it('to nobody or to a client connects nothing', async () => {
    const { consent, cookie } = await lawyer();
    const back = await consent();
    expect(await comeBack(back)).toBe(failed('expired'));
    // Who has signed in again meanwhile is still expected.
    expect(await comeBack(back, cookie)).toBe('/lawyer/calendars?connected=google');
    const client = await stage.signIn(await createSampleClient(stage.db));
    expect(await comeBack(await consent(), client)).toBe(failed('expired'));
  });

  it('after ten minutes is too late', async () => {
    const { consent, cookie, lawyerId } = await lawyer();
    const back = await consent();
    const createdAt = new Date(now - 10 * 60_000);
    await sql`update calendar_authorisation set created_at = ${createdAt} where lawyer_id = ${lawyerId}`.execute(
      stage.db,
    );
    expect(await comeBack(back, cookie)).toBe(failed('expired'));
  });

  it('never is forgotten as soon as somebody begins after ten minutes', async () => {
    const { connect, lawyerId } = await lawyer();
    await connect();
    await sql`update calendar_authorisation set created_at = ${new Date(now - 11 * 60_000)}`.execute(
      stage.db,
    );
    const open = () => stage.db.selectFrom('calendarAuthorisation').select('lawyerId').execute();
    expect(await open()).not.toEqual([]);
    await connect();
    expect(await open()).toEqual([{ lawyerId }]);
  });

  it('for another provider than it was begun for connects nothing', async () => {
    const { consent, cookie, rows } = await lawyer();
    const back = (await consent()).replace('/google/', '/outlook/');
    expect(await comeBack(back, cookie)).toBe(failed('expired'));
    expect(await rows()).toEqual([]);
  });

  it('as a no is taken as one', async () => {
    const { connect, cookie } = await lawyer();
    const back = await answerConsent(rig, (await connect()).href, { answer: 'deny' });
    expect(await comeBack(`${back.pathname}${back.search}`, cookie)).toBe(failed('denied'));
  });

  it.each([
    { query: '', why: 'expired' },
    { query: '?code=4/0A', why: 'expired' },
    { query: '?state=a&state=b&code=c', why: 'expired' },
    { query: `?state=${'a'.repeat(600)}&code=c`, why: 'expired' },
    { query: '?state=%00&code=c', why: 'expired' },
    { query: '?state=never-given&code=c&session_state=x&surprise=1', why: 'expired' },
    { query: '?error=access_denied', why: 'expired' },
  ])('without a state of ours is answered on the page all the same: $query', async ({ query, why }) => {
    const { cookie } = await lawyer();
    expect(await comeBack(`/api/calendars/google/callback${query}`, cookie)).toBe(failed(why));
  });

  it.each([
    { change: { code: 'not-a-code' }, why: 'refused' },
    { change: { code: '' }, why: 'expired' },
    { change: { code: undefined, error: 'invalid_scope' }, why: 'refused' },
    { change: { code: undefined, error: 'server_error' }, why: 'unavailable' },
    { change: { code: undefined }, why: 'refused' },
  ])('with our state and $change is answered on the page', async ({ change, why }) => {
    const { consent, cookie, rows } = await lawyer();
    const back = new URL(await consent(), 'http://majlis.example');
    for (const [name, value] of Object.entries(change))
      if (value === undefined) back.searchParams.delete(name);
      else back.searchParams.set(name, value);
    expect(await comeBack(`${back.pathname}${back.search}`, cookie)).toBe(failed(why));
    expect(await rows()).toEqual([]);
  });

  it('without a part of the consent connects nothing', async () => {
    const { connect, cookie, rows } = await lawyer();
    const given = ['https://www.googleapis.com/auth/calendar.freebusy'];
    const answer = { answer: 'allow', address: laylaAtGoogle };
    const back = await answerConsent(rig, (await connect()).href, answer, given);
    expect(await comeBack(`${back.pathname}${back.search}`, cookie)).toBe(failed('refused'));
    expect(await rows()).toEqual([]);
  });

  it('while the provider is away is answered on the page', async () => {
    const { consent, cookie, rows } = await lawyer();
    const back = await consent();
    const fault = { provider: 'google', operation: 'oauth.token', kind: 'error', status: 503, times: 1 };
    await rig.control('POST', '/faults', fault);
    expect(await comeBack(back, cookie)).toBe(failed('unavailable'));
    expect(await rows()).toEqual([]);
  });

  it('is nothing at a provider that there is not', async () => {
    const answer = await stage.ask({ method: 'GET', url: '/api/calendars/apple/callback?state=a&code=b' });
    expect(answer.statusCode).toBe(404);
  });
});

describe('a provider that is not set up', () => {
  it('is not offered, and says so when it is asked for', async () => {
    const database = await createTestDatabase();
    const bare = await openStage(database.url, now);
    const { userId } = await createSampleLawyer(bare.db);
    const cookie = await bare.signIn(userId);
    const list = await bare.ask({ method: 'GET', url: '/api/calendars', headers: { cookie } });
    expect(list.json()).toEqual({ data: [], deletedEvents: [], available: ['ics'] });
    const url = '/api/calendars/google/connect';
    const refusal = await bare.ask({ method: 'POST', url, headers: { cookie } });
    expect([refusal.statusCode, refusal.json()]).toMatchObject([
      400,
      {
        code: 'invalid_request',
        errors: [{ pointer: '/params/provider', detail: 'is not set up on this server' }],
      },
    ]);
    await bare.close();
    await database.drop();
  });
});
