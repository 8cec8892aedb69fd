import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rememberMethods } from './methods.ts';
import { problemPlugin } from './problems.ts';
import { staticPlugin } from './static.ts';
import { unknownPathPlugin } from './unknown-paths.ts';

const webRoot = mkdtempSync(join(tmpdir(), 'majlis-web-'));
const app = Fastify({ routerOptions: { maxParamLength: 100 } });

beforeAll(async () => {
  writeFileSync(join(webRoot, 'index.html'), 'the front');
  const methodsOf = rememberMethods(app);
  await app.register(problemPlugin, { publicUrl: 'https://majlis.example' });
  app.get('/api/things/:id', () => 'a thing');
  await app.register(staticPlugin, { webRoot });
  await app.register(unknownPathPlugin, { methodsOf, hasPages: true });
});
afterAll(async () => {
  await app.close();
  rmSync(webRoot, { recursive: true });
});

async function answerOf(method: 'GET' | 'PUT', url: string) {
  const { statusCode, headers, body } = await app.inject({ method, url });
  return { statusCode, allow: headers['allow'], body };
}

describe('a path that nobody serves', () => {
  it('is the front where it can be a page, which reads the path itself', async () => {
    expect(await answerOf('GET', '/lawyers/1')).toMatchObject({ statusCode: 200, body: 'the front' });
  });

  it.each(['/%00', '/index.html%00.js', '/assets//x.js', '/api//things/1', '/api/nothing'])(
    'is not found as %s',
    async (path) => expect((await answerOf('GET', path)).statusCode).toBe(404),
  );

  it('names the methods of a path that takes others', async () => {
    expect(await answerOf('PUT', '/api/things/1')).toMatchObject({ statusCode: 405, allow: 'GET, HEAD' });
  });

  it('is not found when only its id is too long', async () => {
    const { statusCode, allow } = await answerOf('GET', `/api/things/${'1'.repeat(101)}`);
    expect([statusCode, allow]).toEqual([404, undefined]);
  });
});
