import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';
import { connectCalendar } from '#db/calendars.ts';
import type { CalendarProvider } from '#db/rows/calendars.ts';
import { createSealer } from '#db/sealed.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';

const sealer = createSealer(`k1:${Buffer.alloc(32, 7).toString('base64')}`);
const privateAddress = 'https://calendar.example/private-4711/basic.ics';

let stage: Stage;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow, { ICS_ALLOWED_ORIGINS: 'http://127.0.0.1:4010' });
});
afterAll(async () => {
  await stage.close();
  await drop();
});

async function lawyer() {
  const { lawyerId, userId } = await createSampleLawyer(stage.db);
  const cookie = await stage.signIn(userId);
  const ask = (method: 'GET' | 'POST' | 'DELETE', path = '', payload?: object) =>
    stage.ask({ method, url: `/api/calendars${path}`, headers: { cookie }, ...(payload && { payload }) });
  const calendar = async (provider: CalendarProvider = 'google') => {
    const wanted = { lawyerId, provider, account: 'a@example.com', secretFor: () => 'k1:x:y' };
    return (await connectCalendar(stage.db, wanted)).connectionId;
  };
  const list = async () => (await ask('GET')).json();
  return { lawyerId, ask, calendar, list };
}

async function deletedEvent(lawyerId: string, connectionId: string) {
  const booking = sampleBooking({ clientId: await createSampleClient(stage.db), lawyerId });
  const { consultationId } = booking;
  // One that was not read for long would close every slot.
  const connection = stage.db.updateTable('calendarConnection').where('id', '=', connectionId);
  await connection.set({ syncedAt: new Date(sampleNow) }).execute();
  await createConsultations({ db: stage.db }).holdSlot(booking);
  await stage.db
    .updateTable('consultation')
    .where('id', '=', consultationId)
    .set({ status: 'confirmed', confirmedAt: new Date(sampleNow) })
    .execute();
  const event = { consultationId, connectionId, providerEventId: 'e' };
  await stage.db
    .insertInto('calendarEvent')
    .values({ ...event, status: 'deleted_there' })
    .execute();
  return booking;
}

async function eventStatus(consultationId: string) {
  const query = stage.db.selectFrom('calendarEvent').where('consultationId', '=', consultationId);
  return (await query.select('status').executeTakeFirst())?.status;
}

describe('the calendars of a lawyer', () => {
  it('tell how they are, and until when their last busy times serve', async () => {
    const { calendar, list } = await lawyer();
    const [google, outlook, ics] = [
      await calendar('google'),
      await calendar('outlook'),
      await calendar('ics'),
    ];
    const [readAt, since] = [new Date(sampleNow - 3_600_000), new Date(sampleNow - 60_000)];
    const change = (id: string) => stage.db.updateTable('calendarConnection').where('id', '=', id);
    await change(google).set({ syncedAt: readAt }).execute();
    const failing = { status: 'failing', failingSince: since, failureCode: 'http_500' } as const;
    await change(outlook)
      .set({ ...failing, syncedAt: readAt })
      .execute();
    await change(ics).set({ status: 'needs_reauth', failingSince: since, failureCode: 'gone' }).execute();

    const { data } = await list();
    expect(data).toMatchObject([
      {
        id: google,
        provider: 'google',
        status: 'active',
        syncedAt: readAt.toISOString(),
        closesSlotsAt: null,
      },
      {
        id: outlook,
        status: 'failing',
        failingSince: since.toISOString(),
        failureCode: 'http_500',
        closesSlotsAt: new Date(readAt.getTime() + 12 * 3_600_000).toISOString(),
      },
      { id: ics, status: 'needs_reauth', syncedAt: null },
    ]);
    // One that was never read serves as long after its beginning.
    expect(Date.parse(data[2].closesSlotsAt) - Date.parse(data[2].createdAt)).toBe(12 * 3_600_000);
  });

  it('are shown to nobody else', async () => {
    const [one, other] = [await lawyer(), await lawyer()];
    await one.calendar();
    expect((await other.list()).data).toEqual([]);
  });
});

describe('an .ics address', () => {
  it('is kept sealed, and only its host is ever shown', async () => {
    const { ask, list, lawyerId } = await lawyer();
    const answer = await ask('POST', '/ics', { url: privateAddress });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      201,
      { provider: 'ics', status: 'active', account: 'calendar.example', syncedAt: null },
    ]);
    expect(answer.body + JSON.stringify(await list())).not.toContain('4711');
    const row = await stage.db
      .selectFrom('calendarConnection')
      .where('lawyerId', '=', lawyerId)
      .selectAll()
      .executeTakeFirstOrThrow();
    expect(sealer.open(row.secret, row.id)).toBe(privateAddress);
  });

  it('that is sent again is the one that is there, with what was read of it', async () => {
    const { ask, list } = await lawyer();
    const { id: connectionId } = (await ask('POST', '/ics', { url: privateAddress })).json();
    const [startAt, endAt] = [new Date('2027-01-04T05:00Z'), new Date('2027-01-04T08:00Z')];
    await stage.db.insertInto('calendarBusy').values({ connectionId, startAt, endAt }).execute();
    expect((await ask('POST', '/ics', { url: privateAddress })).json().id).toBe(connectionId);
    expect((await list()).data).toHaveLength(1);
    const busy = await stage.db
      .selectFrom('calendarBusy')
      .where('connectionId', '=', connectionId)
      .selectAll()
      .execute();
    expect(busy).toHaveLength(1);

    // Another one at the same host is another calendar.
    const other = privateAddress.replace('4711', '4712');
    expect((await ask('POST', '/ics', { url: other })).json().id).not.toBe(connectionId);
  });

  it('takes the place of an earlier one', async () => {
    const { ask, list } = await lawyer();
    await ask('POST', '/ics', { url: privateAddress });
    await ask('POST', '/ics', { url: 'webcal://other.example/a.ics' });
    expect((await list()).data).toMatchObject([{ account: 'other.example' }]);
  });

  it.each([
    { url: 'http://calendar.example/a.ics', detail: 'must begin with https:// or webcal://' },
    { url: 'http://127.0.0.1:5432/', detail: 'must begin with https:// or webcal://' },
    { url: 'https://10.0.0.1/a.ics', detail: 'must lead to a public host, by its name' },
    {
      url: 'https://layla:4711@calendar.example/a.ics',
      detail: 'must not contain a user name or a password',
    },
  ])('is refused without repeating it: $url', async ({ url, detail }) => {
    const { ask, list } = await lawyer();
    const answer = await ask('POST', '/ics', { url });
    expect([answer.statusCode, answer.json().errors]).toEqual([400, [{ pointer: '/body/url', detail }]]);
    expect(answer.body).not.toMatch(/4711|calendar\.example|10\.0\.0\.1/);
    expect((await list()).data).toEqual([]);
  });

  it('of an allowed origin is taken', async () => {
    const { ask } = await lawyer();
    const answer = await ask('POST', '/ics', { url: 'http://127.0.0.1:4010/ics/layla.ics' });
    expect(answer.statusCode).toBe(201);
  });
});

describe('reading a calendar now', () => {
  it('is asked of its workflow, and may be asked again while Temporal is away', async () => {
    const { ask, calendar } = await lawyer();
    const id = await calendar();
    for (const _time of [1, 2]) {
      const answer = await ask('POST', `/${id}/sync`);
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    }
  });
});

describe('disconnecting a calendar', () => {
  it('takes it away at once, also while Temporal is away, and remembers what the provider is to be told', async () => {
    const { ask, calendar, list } = await lawyer();
    const id = await calendar();
    const busy = { connectionId: id, startAt: new Date(sampleNow), endAt: new Date(sampleNow + 60_000) };
    await stage.db.insertInto('calendarBusy').values(busy).execute();
    expect((await ask('DELETE', `/${id}`)).statusCode).toBe(204);
    expect((await list()).data).toEqual([]);
    const farewell = stage.db.selectFrom('calendarFarewell').where('connectionId', '=', id);
    expect(await farewell.select('provider').execute()).toEqual([{ provider: 'google' }]);
    expect((await ask('DELETE', `/${id}`)).statusCode).toBe(404);
  });
});

describe('an event that was taken out of a calendar', () => {
  it('is shown until it is answered: put back', async () => {
    const { ask, calendar, list, lawyerId } = await lawyer();
    const calendarId = await calendar();
    const { consultationId, consultationNumber, startAt } = await deletedEvent(lawyerId, calendarId);
    const scheduledAt = new Date(startAt).toISOString();
    expect((await list()).deletedEvents).toEqual([
      { consultationId, consultationNumber, scheduledAt, calendarId },
    ]);
    const restored = await ask('POST', `/events/${consultationId}/restore`);
    expect([restored.statusCode, restored.json()]).toEqual([202, { calendarIds: [calendarId] }]);
    expect(await eventStatus(consultationId)).toBe('wanted');
    expect((await list()).deletedEvents).toEqual([]);
    expect((await ask('POST', `/events/${consultationId}/restore`)).statusCode).toBe(404);
  });

  it('or done without', async () => {
    const { ask, calendar, list, lawyerId } = await lawyer();
    const { consultationId } = await deletedEvent(lawyerId, await calendar());
    expect((await ask('POST', `/events/${consultationId}/dismiss`)).statusCode).toBe(204);
    expect(await eventStatus(consultationId)).toBe('removed');
    expect((await list()).deletedEvents).toEqual([]);
  });
});

describe('what is of somebody else', () => {
  it('answers like what does not exist, byte for byte, and stays as it is', async () => {
    const [owner, stranger] = [await lawyer(), await lawyer()];
    const id = await owner.calendar();
    const { consultationId } = await deletedEvent(owner.lawyerId, id);
    const answers = await Promise.all([
      stranger.ask('POST', `/${id}/sync`),
      stranger.ask('POST', `/${randomUUID()}/sync`),
      stranger.ask('POST', '/not-an-id/sync'),
      stranger.ask('DELETE', `/${id}`),
      stranger.ask('DELETE', `/${randomUUID()}`),
      stranger.ask('POST', `/events/${consultationId}/restore`),
      stranger.ask('POST', `/events/${consultationId}/dismiss`),
      stranger.ask('POST', `/events/${randomUUID()}/dismiss`),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 404));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect((await owner.list()).data).toHaveLength(1);
    expect(await eventStatus(consultationId)).toBe('deleted_there');
  });
});
