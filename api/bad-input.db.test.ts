import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, createSampleLawyer, sampleNow } from '#test/setup/sample-rows.ts';
import { badValues, sampleOf } from '#api/http/bad-input.ts';
import type { Schema } from '#api/http/bad-input.ts';
import { openapiDocument } from '#api/http/openapi-document.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { createCheck } from '#api/http/validation.ts';

interface Operation {
  requestBody?: { content?: { 'application/json'?: { schema: Schema } } };
  parameters?: { in: string; name: string; schema: Schema }[];
  security?: object[];
  tags?: string[];
  responses?: Readonly<Record<string, unknown>>;
}
const { paths } = (await openapiDocument()) as { paths: Record<string, Record<string, Operation>> };
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

let stage: Stage;
let drop: () => Promise<void>;
const cookies = { client: '', lawyer: '', operator: '' };

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
});
/** Somebody new for each test: one alone would be sent away for asking too much. */
beforeEach(async () => {
  cookies.client = await stage.signIn(await createSampleClient(stage.db, { isPartner: true }));
  cookies.lawyer = await stage.signIn((await createSampleLawyer(stage.db)).userId);
  cookies.operator = await stage.signIn(await createSampleClient(stage.db, { role: 'operator' }));
});
afterAll(async () => {
  await stage.close();
  await drop();
});

describe('a body with a fault', () => {
  const withBody = operations.flatMap(({ method, path, operation }) => {
    const schema = operation.requestBody?.content?.['application/json']?.schema;
    return schema ? [{ method, path, operation, schema }] : [];
  });

  it.each(withBody)('$method $path is refused with a pointer to it, and changes nothing', async (target) => {
    const { method, path, operation, schema } = target;
    expect(createCheck(schema, 'body')(sampleOf(schema))).toEqual([]);
    const before = await written();
    const wrong: unknown[] = [];
    for (const { fault, value, pointer } of badValues(schema, '/body')) {
      const answer = await stage.ask({
        method: method as 'POST',
        url: urlOf(path),
        headers: { cookie: cookieFor(path, operation), 'content-type': 'application/json' },
        payload: JSON.stringify(value),
      });
      if (!isRefusal(answer, pointer)) wrong.push({ fault, pointer, value, answer: answer.body });
    }
    expect(wrong).toEqual([]);
    expect(await written()).toEqual(before);
  });
});

describe('a query with a fault', () => {
  const readable = operations.filter(
    ({ method, operation }) =>
      method === 'GET' &&
      !operation.tags?.includes('machines') &&
      // Where a provider sends somebody back to, nothing is refused: it goes on to a page.
      operation.responses?.['303'] === undefined,
  );

  it.each(readable)('GET $path is refused with a pointer to it', async ({ path, operation }) => {
    const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
    const right = Object.fromEntries(parameters.map(({ name, schema }) => [name, String(sampleOf(schema))]));
    const wrong: unknown[] = [];
    const ask = async (query: string, pointer: string) => {
      const headers = { cookie: cookieFor(path, operation) };
      const answer = await stage.ask({ method: 'GET', url: `${urlOf(path)}?${query}`, headers });
      if (!isRefusal(answer, pointer)) wrong.push({ query, pointer, answer: answer.body.slice(0, 300) });
    };

    await ask(new URLSearchParams({ ...right, surprise: '1' }).toString(), '/query/surprise');
    for (const { name, schema } of parameters) {
      const others = Object.fromEntries(Object.entries(right).filter(([key]) => key !== name));
      for (const text of badQueryTexts(schema))
        await ask(new URLSearchParams({ ...others, [name]: text }).toString(), `/query/${name}`);
      await ask(`${new URLSearchParams(right).toString()}&${name}=${right[name]}`, `/query/${name}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('a body that cannot be read', () => {
  it.each([
    { what: 'half of it', payload: '{"name":', pointer: '/body' },
    { what: 'none', payload: '', pointer: '/body' },
    { what: 'a prototype', payload: '{"__proto__":{"role":"operator"}}', pointer: '/body' },
    { what: 'no UTF-8', payload: Buffer.from('{"name":"Jos\u00e9"}', 'latin1'), pointer: '/body' },
    { what: 'depth', payload: `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, pointer: '/body/a/a/a/a/a/a/a/a' },
  ])('$what: is an invalid request', async ({ payload, pointer }) => {
    const headers = { cookie: cookies.client, 'content-type': 'application/json' };
    const answer = await stage.ask({ method: 'PUT', url: '/api/me', headers, payload });
    expect(isRefusal(answer, pointer)).toBe(true);
  });

  it.each([
    { what: 'without a boundary', contentType: 'multipart/form-data', payload: 'x' },
    { what: 'without an end', contentType: 'multipart/form-data; boundary=x', payload: '--x\r\n' },
  ])('as a form $what is an invalid request', async ({ contentType, payload }) => {
    const headers = { cookie: cookies.client, 'content-type': contentType };
    const answer = await stage.ask({ method: 'POST', url: '/api/documents', headers, payload });
    expect(isRefusal(answer, '/body')).toBe(true);
  });

  it('beyond 64 KiB is too large, and of another type is not taken', async () => {
    const put = (contentType: string, payload: string) =>
      stage.ask({
        method: 'PUT',
        url: '/api/me',
        headers: { cookie: cookies.client, 'content-type': contentType },
        payload,
      });
    const large = await put('application/json', JSON.stringify({ name: 'x'.repeat(70_000) }));
    expect([large.statusCode, large.json().code]).toEqual([413, 'payload_too_large']);
    const text = await put('text/plain', '{"name":"x"}');
    expect([text.statusCode, text.json().code]).toEqual([415, 'unsupported_media_type']);
  });

  it('where none is taken, its fields are named', async () => {
    const answer = await stage.ask({
      method: 'POST',
      url: `/api/consultations/${randomUUID()}/retry`,
      headers: { cookie: cookies.operator },
      payload: { by: 'me' },
    });
    expect(isRefusal(answer, '/body/by')).toBe(true);
  });
});

/** As text, which is all that a query is. */
function badQueryTexts(schema: Schema): string[] {
  const texts = badValues(schema, '')
    .map(({ value }) => value)
    .filter((value) => typeof value === 'string' && value.isWellFormed());
  const numbers = badValues(schema, '').flatMap(({ value }) =>
    typeof value === 'number' ? [String(value)] : [],
  );
  if (schema.type === 'integer') return [...numbers, 'abc', '', '1.5', ' 1', '0x10', '1e3'];
  if (schema.type === 'boolean') return ['yes', '1', 'TRUE'];
  return texts as string[];
}

function isRefusal(answer: { statusCode: number; body: string }, pointer: string): boolean {
  const problem = JSON.parse(answer.body) as {
    code?: string;
    errors?: { pointer: string; detail: string }[];
  };
  const pointers = problem.errors?.map((error) => error.pointer) ?? [];
  return answer.statusCode === 400 && problem.code === 'invalid_request' && pointers.includes(pointer);
}

/** Somebody whom the route admits, so that the fault alone is what it refuses. */
function cookieFor(path: string, operation: Operation): string {
  if (operation.tags?.includes('operations')) return cookies.operator;
  return /^\/api\/(?:lawyers|calendars)/.test(path) ? cookies.lawyer : cookies.client;
}

function urlOf(path: string): string {
  return path
    .replace('{consultationType}', 'video')
    .replace('{provider}', 'google')
    .replace('{year}', '2026')
    .replaceAll(/\{\w+\}/g, () => randomUUID());
}

/** How many rows each table has. */
async function written(): Promise<unknown> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`.execute(
    stage.db,
  );
  const counts = [];
  for (const { name } of rows.filter((row) => !row.name.startsWith('kysely')))
    counts.push([
      name,
      (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(name)}`.execute(stage.db)).rows[0]
        ?.n,
    ]);
  return counts;
}
