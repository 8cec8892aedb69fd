import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConsultations } from '#activities/consultations.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleBooking, sampleNow } from '#test/setup/sample-rows.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

let stage: Stage;
let drop: () => Promise<void>;
let lawyerId: string;
let cookie: string;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
});
beforeEach(async () => {
  const lawyer = await createSampleLawyer(stage.db);
  lawyerId = lawyer.lawyerId;
  cookie = await stage.signIn(lawyer.userId);
});
afterAll(async () => {
  await stage.close();
  await drop();
});

const url = () => `/api/lawyers/${lawyerId}/availability`;
const read = async () => await stage.ask({ method: 'GET', url: url(), headers: { cookie } });
const overrides = async () => (await read()).json().overrides;
const put = async (payload: object | string, options: { year?: number | string; type?: string } = {}) => {
  const { year = 2026, type = typeof payload === 'string' ? 'text/calendar' : 'application/json' } = options;
  const headers = { cookie, 'if-match': String((await read()).headers['etag']), 'content-type': type };
  return await stage.ask({ method: 'PUT', url: `${url()}/holidays/${year}`, headers, payload });
};
const file = (date: string, name = 'Day') =>
  `BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:${date}\nSUMMARY:${name}\nEND:VEVENT\nEND:VCALENDAR\n`;

describe('public holidays', () => {
  const eid = { startDate: '2026-03-20', endDate: '2026-03-22', name: 'Eid' };

  it('of a year are replaced by the next import of it; own days off and other years stay', async () => {
    const own = { type: 'holiday', startDate: '2026-03-20', endDate: '2026-03-22', name: 'Eid' };
    await stage.ask({ method: 'POST', url: `${url()}/overrides`, headers: { cookie }, payload: own });
    const clientId = await createSampleClient(stage.db);
    // On the second of December.
    await createConsultations({ db: stage.db }).holdSlot(sampleBooking({ clientId, lawyerId }));
    await put({ holidays: [{ startDate: '2027-03-10', name: 'Next' }] }, { year: 2027 });

    const first = await put({ holidays: [eid, { startDate: '2026-12-02', name: 'National Day' }] });
    expect(first.json()).toMatchObject({
      holidays: [
        { ...eid, type: 'holiday', importedYear: 2026 },
        { startDate: '2026-12-02', endDate: '2026-12-02', name: 'National Day' },
      ],
      conflicts: [{ scheduledAt: '2026-12-02T06:00:00.000Z' }],
    });
    expect(first.headers['etag']).toBe((await read()).headers['etag']);
    // The moon was seen a day later.
    const second = await put({ holidays: [{ ...eid, startDate: '2026-03-21', endDate: '2026-03-23' }] });
    expect(second.json().conflicts).toEqual([]);
    expect(await overrides()).toMatchObject([
      own,
      { startDate: '2026-03-21', endDate: '2026-03-23', importedYear: 2026 },
      { startDate: '2027-03-10', importedYear: 2027 },
    ]);
    const changes = await stage.ask({ method: 'GET', url: `${url()}/changes?limit=1`, headers: { cookie } });
    expect(changes.json().data).toMatchObject([
      {
        kind: 'holidays_imported',
        before: { overrides: first.json().holidays },
        after: { overrides: second.json().holidays },
      },
    ]);
  });

  it('come from a calendar file, and the same file again changes nothing', async () => {
    const first = await put(file('20261202', 'اليوم الوطني'));
    expect(first.json().holidays).toMatchObject([{ startDate: '2026-12-02', name: 'اليوم الوطني' }]);
    const again = await put(`\uFEFF${file('20261202', 'اليوم الوطني')}`);
    expect([again.json(), again.headers['etag']]).toEqual([first.json(), first.headers['etag']]);
  });

  it('stay imported when they are sent along with a change of hours, unless their dates are changed', async () => {
    await put({ holidays: [eid, { startDate: '2026-12-02', name: 'National Day' }] });
    const [first, second] = await overrides();
    const headers = { cookie, 'if-match': String((await read()).headers['etag']) };
    const moved = { ...second, endDate: '2026-12-03' };
    const renamed = { ...first, name: 'Eid al-Fitr' };
    await stage.ask({ method: 'PUT', url: url(), headers, payload: { overrides: [renamed, moved] } });
    const { importedYear: _, ...own } = moved;
    expect(await overrides()).toEqual([renamed, own]);
    await put({ holidays: [] });
    expect(await overrides()).toEqual([own]);
  });

  it.each([
    [{ holidays: [{ ...eid, endDate: '2026-03-19' }] }, '/body/holidays/0/endDate'],
    [
      { holidays: [eid, { startDate: '2025-12-31', endDate: '2026-01-01', name: 'x' }] },
      '/body/holidays/1/startDate',
    ],
    [{ holidays: [{ ...eid, endDate: '2027-01-01' }] }, '/body/holidays/0/endDate'],
    [file('20251202'), '/body'],
    ['hello', '/body'],
    ['', '/body'],
  ])('are not %j', async (payload, pointer) => {
    const answer = await put(payload);
    expect(answer.json()).toMatchObject({ code: 'invalid_request', errors: [{ pointer }] });
    expect(await overrides()).toEqual([]);
  });

  it('are no more than fit beside the other days off', async () => {
    const own = { type: 'blocked', startDate: '2026-01-01', endDate: '2026-01-01' };
    const headers = { cookie, 'if-match': String((await read()).headers['etag']) };
    const payload = { overrides: Array.from({ length: 400 }, () => own) };
    await stage.ask({ method: 'PUT', url: url(), headers, payload });
    expect((await put(file('20261202'))).json().errors).toMatchObject([{ pointer: '/body' }]);
  });

  it('come in a megabyte of text at most, of the types that are read, for a year that is one', async () => {
    const large = `${file('20261202')}${' '.repeat(1024 * 1024)}`;
    expect((await put(large)).json()).toMatchObject({ status: 413, code: 'payload_too_large' });
    expect((await put(file('20261202'), { type: 'text/plain' })).json()).toMatchObject({
      status: 415,
      code: 'unsupported_media_type',
    });
    for (const year of [1999, 2101, 'next', '2026.0'])
      expect((await put({ holidays: [] }, { year })).statusCode).toBe(404);
  });

  it('that are not UTF-8 are not read', async () => {
    const headers = { cookie, 'if-match': '"1"', 'content-type': 'text/calendar' };
    const payload = Buffer.from(file('20261202', 'Año'), 'latin1');
    const answer = await stage.ask({ method: 'PUT', url: `${url()}/holidays/2026`, headers, payload });
    expect(answer.json().errors).toEqual([{ pointer: '/body', detail: 'is not UTF-8 text' }]);
  });
});
