import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, sampleNow } from '#test/setup/sample-rows.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

let stage: Stage;
let drop: () => Promise<void>;
let cookie: string;
let stranger: string;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
  cookie = await stage.signIn(await createSampleClient(stage.db));
  stranger = await stage.signIn(await createSampleClient(stage.db));
});
afterAll(async () => {
  await stage.close();
  await drop();
});

interface Part {
  name: string;
  content: string | Buffer;
  field?: string;
}

const send = (name: string, content: string | Buffer, by = cookie) => sendParts([{ name, content }], by);

/** A form, as a browser sends it. */
function sendParts(parts: readonly Part[], by = cookie) {
  const boundary = randomUUID();
  const payload = Buffer.concat([
    ...parts.flatMap(({ name, content, field = 'file' }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  const headers = { cookie: by, 'content-type': `multipart/form-data; boundary=${boundary}` };
  return stage.ask({ method: 'POST', url: '/api/documents', headers, payload });
}

describe('a file', () => {
  it('is given back to its owner as it came, to be saved and never shown', async () => {
    const sent = await send('عقد الإيجار.pdf', '%PDF-1.7 the lease');
    expect([sent.statusCode, sent.json().document]).toMatchObject([
      201,
      { name: 'عقد الإيجار.pdf', mediaType: 'application/pdf', sizeBytes: 18 },
    ]);
    const url = `/api/documents/${sent.json().document.id}`;
    const got = await stage.ask({ method: 'GET', url, headers: { cookie } });
    expect(got.body).toBe('%PDF-1.7 the lease');
    expect(got.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; .*filename\*=UTF-8''%D8%B9/),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    expect((await stage.ask({ method: 'GET', url, headers: { cookie: stranger } })).statusCode).toBe(404);
  });

  it.each([
    { why: 'of another kind', name: 'a.svg', content: '<svg/>' },
    { why: 'that is not what its name says', name: 'a.png', content: '%PDF-1.7' },
    { why: 'with a name that has no end', name: 'pdf', content: '%PDF-1.7' },
    { why: 'that is empty', name: 'a.pdf', content: '' },
    { why: 'with too long a name', name: `${'x'.repeat(200)}.pdf`, content: '%PDF-1.7' },
  ])('$why is refused', async ({ name, content }) => {
    expect((await send(name, content)).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/body/file' }],
    });
  });

  it('comes alone, in the field that is asked for', async () => {
    const part = { name: 'a.pdf', content: '%PDF-1.7' };
    expect((await sendParts([{ ...part, field: 'other' }])).json().errors).toMatchObject([
      { pointer: '/body/file' },
    ]);
    expect((await sendParts([part, part])).json()).toMatchObject({ status: 413, code: 'payload_too_large' });
  });

  it('that nobody picked is refused, and no fault of ours', async () => {
    const { errors, status } = (await send('', '')).json();
    expect([status, errors]).toMatchObject([400, [{ pointer: '/body/file' }]]);
  });

  it('keeps no path of the machine it came from', async () => {
    const { document } = (await send('../../etc/a.pdf', '%PDF-1.7')).json();
    expect(document.name).toBe('a.pdf');
  });

  it('beyond 10 MiB is too large', async () => {
    const large = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(10 * 1024 * 1024)]);
    expect((await send('a.pdf', large)).json()).toMatchObject({ status: 413, code: 'payload_too_large' });
  });

  it.each(['application/json', 'text/plain', undefined])('comes in a form, not as %s', async (type) => {
    const headers = { cookie, ...(type !== undefined && { 'content-type': type }) };
    const answer = await stage.ask({ method: 'POST', url: '/api/documents', headers, payload: '{}' });
    expect(answer.json()).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  it('is one of at most five that somebody sends at once', async () => {
    const busy = await stage.signIn(await createSampleClient(stage.db));
    const answers = await Promise.all(Array.from({ length: 12 }, () => send('a.pdf', '%PDF-1.7', busy)));
    const statuses = answers.map(({ statusCode }) => statusCode);
    // How many have ended when the last one begins is for the pool of connections to say.
    expect(new Set(statuses)).toEqual(new Set([201, 429]));
    expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(5);
    expect((await send('a.pdf', '%PDF-1.7', busy)).statusCode).toBe(201);
  });

  it('is one of at most twenty that wait for a booking', async () => {
    const busy = await stage.signIn(await createSampleClient(stage.db));
    for (let sent = 0; sent < 20; sent += 1)
      expect((await send('a.pdf', '%PDF-1.7', busy)).statusCode).toBe(201);
    const refused = await send('a.pdf', '%PDF-1.7', busy);
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'too_many_requests']);
  });
});
