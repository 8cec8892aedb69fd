import ICAL from 'ical.js';
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger, InjectOptions } from 'fastify';
import { Writable } from 'node:stream';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { buildApp } from '#api/app.ts';
import type { ApiConfig } from '#api/config.ts';
import { serializers } from '#api/http/logging.ts';
import { openStage, stageConfig } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';
import type { ConsultationStatus } from '#domain/consultation.ts';
import { days, hours } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';

let stage: Stage;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
});
afterAll(async () => {
  await stage.close();
  await drop();
});

/** Another process on the same database. */
function appWith(config: ApiConfig, logger?: FastifyBaseLogger) {
  const temporal = new Client({ connection: Connection.lazy({ address: '127.0.0.1:2' }) });
  return buildApp({ db: stage.db, temporal, clock: () => sampleNow, config, ...(logger && { logger }) });
}

async function person(userId?: string) {
  const id = userId ?? (await createSampleClient(stage.db));
  const cookie = await stage.signIn(id);
  const ask = (method: 'GET' | 'POST' | 'DELETE') =>
    stage.ask({ method, url: '/api/calendar-feed', headers: { cookie } });
  const path = async () => new URL((await ask('POST')).json<{ url: string }>().url).pathname;
  return { id, ask, path };
}
const read = (url: string, headers: InjectOptions['headers'] = {}) =>
  stage.ask({ method: 'GET', url, headers });

function eventsIn(file: string) {
  return new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map((event) => ({
    uid: event.getFirstPropertyValue('uid'),
    status: event.getFirstPropertyValue('status'),
  }));
}

interface Kept {
  clientId: string;
  lawyerId: string;
  status?: ConsultationStatus;
  startAt?: number;
  updatedAt?: number;
  isConfirmed?: boolean;
}

async function consultation({ clientId, lawyerId, ...kept }: Kept): Promise<string> {
  const { status = 'confirmed', isConfirmed = true, updatedAt = sampleNow } = kept;
  const booking = sampleBooking({ clientId, lawyerId });
  await createConsultations({ db: stage.db }).holdSlot(booking);
  const startAt = kept.startAt ?? booking.startAt;
  await stage.db
    .updateTable('consultation')
    .where('id', '=', booking.consultationId)
    .set({
      status,
      startAt: new Date(startAt),
      endAt: new Date(startAt + hours(1)),
      blockEndAt: new Date(startAt + hours(1) + 15 * 60_000),
      confirmedAt: isConfirmed ? new Date(sampleNow) : null,
      cancelledBy: status === 'cancelled' ? 'client' : null,
      noShowBy: status === 'no_show' ? 'client' : null,
      updatedAt: new Date(updatedAt),
    })
    .execute();
  return booking.consultationId;
}

describe('the address of a feed', () => {
  it('is made once, shown again, changed, and ended by its owner', async () => {
    const { ask } = await person();
    expect((await ask('GET')).json()).toEqual({ url: null, createdAt: null });
    const made = await ask('POST');
    expect(made.statusCode).toBe(201);
    expect(made.json().url).toMatch(/^http:\/\/majlis\.example\/api\/calendar-feed\/[\w-]{43}\.ics$/);
    expect((await ask('GET')).json()).toEqual(made.json());

    const changed = await ask('POST');
    expect(changed.json().url).not.toBe(made.json().url);
    const [before, after] = [made, changed].map((answer) => new URL(answer.json().url).pathname);
    expect((await read(before ?? '')).statusCode).toBe(404);
    expect((await read(after ?? '')).statusCode).toBe(200);

    expect((await ask('DELETE')).statusCode).toBe(204);
    expect((await ask('DELETE')).statusCode).toBe(204);
    expect((await read(after ?? '')).statusCode).toBe(404);
    expect((await ask('GET')).json()).toEqual({ url: null, createdAt: null });
  });

  it('stands in the database neither as it is nor in any row that another key could open', async () => {
    const { id, path } = await person();
    const token = (await path()).split('/').at(-1)?.replace('.ics', '') ?? '';
    const row = await stage.db
      .selectFrom('calendarFeed')
      .where('userId', '=', id)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(token);
    await stage.db.updateTable('calendarFeed').where('userId', '=', id).set({ token: 'k0:x:y' }).execute();
    const shown = await stage.ask({
      method: 'GET',
      url: '/api/calendar-feed',
      headers: { cookie: await stage.signIn(id) },
    });
    expect(shown.json()).toEqual({ url: null, createdAt: new Date(sampleNow).toISOString() });
  });

  it('is sealed by the newest key when it is shown', async () => {
    const { id, ask, path } = await person();
    await path();
    const shown = await ask('GET');
    const keys = ['k2', 'k1'].map((key, i) => `${key}:${Buffer.alloc(32, 8 - i).toString('base64')}`);
    const later = await appWith({ ...stageConfig, CALENDAR_KEYS: keys.join(',') });
    const headers = { cookie: await stage.signIn(id) };
    const again = await later.inject({ method: 'GET', url: '/api/calendar-feed', headers });
    await later.close();
    expect(again.json()).toEqual(shown.json());
    const row = stage.db.selectFrom('calendarFeed').where('userId', '=', id).select('token');
    expect((await row.executeTakeFirstOrThrow()).token).toMatch(/^k2:/);
  });

  it('that is wrong answers like one that was changed, byte for byte', async () => {
    const { path } = await person();
    const [old, current] = [await path(), await path()];
    const wrong = [
      old,
      current.replace('.ics', 'x.ics'),
      `/api/calendar-feed/${randomUUID()}.ics`,
      '/api/calendar-feed/.ics',
      `/api/calendar-feed/${'a'.repeat(90)}.ics`,
      '/api/calendar-feed/%00.ics',
      current.replace('.ics', ''),
    ];
    const answers = await Promise.all(wrong.map((url) => read(url)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(wrong.map(() => 404));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  });

  it('is not made where there is no key to seal it with', async () => {
    const { CALENDAR_KEYS: _keys, ...withoutKeys } = stageConfig;
    const bare = await appWith(withoutKeys);
    const cookie = await stage.signIn(await createSampleClient(stage.db));
    const ask = { method: 'POST', url: '/api/calendar-feed', headers: { cookie } } as const;
    const answer = await bare.inject(ask);
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'temporarily_unavailable']);
    expect((await stage.ask(ask)).statusCode).toBe(201);
    await bare.close();
  });

  it('never stands in a log', async () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const app = await appWith(stageConfig, pino({ level: 'trace', serializers }, sink));
    const path = await (await person()).path();
    const token = path.split('/').at(-1)?.replace('.ics', '') ?? 'none';
    for (const url of [path, `${path}?a=${token}`, path.replace('.ics', ''), `/${path}`, `${path}/x`])
      await app.inject({ method: 'GET', url });
    await app.close();
    expect(lines.join('')).toContain('/api/calendar-feed/*');
    expect(lines.join('')).not.toContain(token);
  });
});

describe('what a feed shows', () => {
  it('is what was confirmed, on either side, and what is over for 30 days at most', async () => {
    const client = await person();
    const own = await createSampleLawyer(stage.db);
    const lawyer = await person(own.userId);
    const stranger = await person();
    const parties = { clientId: client.id, lawyerId: own.lawyerId };
    const [confirmed, completed, missed, cancelled] = [
      await consultation({ ...parties, startAt: sampleNow + days(3) }),
      await consultation({ ...parties, status: 'completed', startAt: sampleNow - days(29) }),
      await consultation({ ...parties, status: 'no_show', startAt: sampleNow - days(10) }),
      await consultation({ ...parties, status: 'cancelled', updatedAt: sampleNow - days(29) }),
    ];
    await consultation({ ...parties, status: 'completed', startAt: sampleNow - days(31) });
    await consultation({ ...parties, status: 'cancelled', updatedAt: sampleNow - days(31) });
    await consultation({ ...parties, status: 'cancelled', isConfirmed: false });
    await consultation({ ...parties, status: 'expired', isConfirmed: false });

    const expected = [
      { uid: `consultation-${completed}@majlis`, status: 'CONFIRMED' },
      { uid: `consultation-${missed}@majlis`, status: 'CONFIRMED' },
      { uid: `consultation-${confirmed}@majlis`, status: 'CONFIRMED' },
      { uid: `consultation-${cancelled}@majlis`, status: 'CANCELLED' },
    ];
    for (const side of [client, lawyer]) {
      const answer = await read(await side.path());
      expect(answer.headers).toMatchObject({
        'content-type': 'text/calendar; charset=utf-8',
        'cache-control': 'private, no-cache',
      });
      expect(eventsIn(answer.body)).toEqual(expect.arrayContaining(expected));
      expect(eventsIn(answer.body)).toHaveLength(expected.length);
    }
    expect(eventsIn((await read(await stranger.path())).body)).toEqual([]);
  });

  it('is sent again only when it has changed', async () => {
    const client = await person();
    const parties = { clientId: client.id, lawyerId: (await createSampleLawyer(stage.db)).lawyerId };
    const id = await consultation(parties);
    const path = await client.path();
    const { etag = '' } = (await read(path)).headers;
    for (const known of [etag, `"other", W/${etag}`, '*']) {
      const again = await read(path, { 'if-none-match': String(known) });
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag]);
    }
    expect((await read(path, { 'if-none-match': '"other"' })).statusCode).toBe(200);

    await stage.db
      .updateTable('consultation')
      .where('id', '=', id)
      .set({ status: 'cancelled', cancelledBy: 'client', updatedAt: new Date(sampleNow + 1000) })
      .execute();
    const changed = await read(path, { 'if-none-match': String(etag) });
    expect([changed.statusCode, changed.headers.etag]).toEqual([200, expect.not.stringMatching(`^${etag}$`)]);
  });
});
