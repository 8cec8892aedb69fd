import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { bytesMax, fetchPublicText } from './guarded-fetch.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server on loopback; its origin has to be allowed to be reached. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}`;
}

const read = (address: string, allowed: string[] = [], timeoutMs = 2000) =>
  fetchPublicText(address, { allowedOrigins: new Set(allowed), timeoutMs });

describe('an address that somebody typed', () => {
  it('is read where its origin is allowed', async () => {
    const origin = await serve((request, response) =>
      response.end(`${request.url} ${request.headers.accept}`),
    );
    expect(await read(`${origin}/omar.ics?token=1`, [origin])).toMatch(
      /^\/omar\.ics\?token=1 text\/calendar/,
    );
  });

  it.each([
    'http://example.com/a.ics',
    'https://127.0.0.1/a.ics',
    'https://[::1]/a.ics',
    'https://0x7f.1/a.ics',
    'https://2130706433/a.ics',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/a.ics',
    'webcal://10.0.0.1/a.ics',
    'https://user:password@example.com/a.ics',
    'file:///etc/passwd',
    'ftp://example.com/a.ics',
    'nothing at all',
    '',
  ])('is refused before anything is asked: %s', async (address) => {
    await expect(read(address)).rejects.toMatchObject({ code: 'address_not_allowed', kind: 'needs_lawyer' });
  });

  it('is refused where a private origin is not the one that is allowed', async () => {
    const origin = await serve((_request, response) => response.end('secret'));
    await expect(read(`${origin}/`, ['http://127.0.0.1:1'])).rejects.toMatchObject({
      code: 'address_not_allowed',
    });
  });
});

describe('a redirect', () => {
  const to =
    (location: string): RequestListener =>
    (_request, response) =>
      response.writeHead(302, { location }).end();

  it('is followed, relative ones too', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/b') response.end('here');
      else response.writeHead(301, { location: '/b' }).end();
    });
    expect(await read(`${origin}/a`, [origin])).toBe('here');
  });

  it.each(['http://127.0.0.1:1/', 'https://10.0.0.1/', 'http://example.com/', 'file:///etc/passwd'])(
    'is judged like the first address: to %s',
    async (location) => {
      const origin = await serve(to(location));
      await expect(read(`${origin}/a`, [origin])).rejects.toMatchObject({ code: 'address_not_allowed' });
    },
  );

  it('is followed three times', async () => {
    const hops: string[] = [];
    const origin = await serve((request, response) => {
      hops.push(request.url ?? '');
      response.writeHead(302, { location: `/${hops.length}` }).end();
    });
    await expect(read(`${origin}/0`, [origin])).rejects.toMatchObject({ code: 'provider_refused' });
    expect(hops).toEqual(['/0', '/1', '/2', '/3']);
  });
});

describe('an answer', () => {
  it('that is too long is not read to its end, whether it says so or not', async () => {
    let sent = 0;
    const endless = await serve((_request, response) => {
      const more = () => {
        sent += 65_536;
        if (!response.destroyed && response.write(Buffer.alloc(65_536, 'a'))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    });
    await expect(read(endless, [endless], 10_000)).rejects.toMatchObject({ code: 'calendar_too_large' });
    expect(sent).toBeLessThan(4 * bytesMax);
    const honest = await serve((_request, response) =>
      response.writeHead(200, { 'content-length': String(bytesMax + 1) }).flushHeaders(),
    );
    await expect(read(honest, [honest])).rejects.toMatchObject({ code: 'calendar_too_large' });
  });

  it('that unpacks is not unpacked', async () => {
    const origin = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000))),
    );
    await expect(read(origin, [origin])).rejects.toMatchObject({ code: 'not_a_calendar' });
  });

  it('that does not come, or does not end, is waited for no longer than agreed', async () => {
    const silent = await serve(() => undefined);
    await expect(read(silent, [silent], 200)).rejects.toMatchObject({ code: 'timeout', kind: 'passing' });
    const slow = await serve((_request, response) => response.write('BEGIN:'));
    await expect(read(slow, [slow], 200)).rejects.toMatchObject({ code: 'timeout' });
  });

  it('that breaks off is not taken for the whole', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('BEGIN:', () => response.destroy());
    });
    await expect(read(origin, [origin])).rejects.toMatchObject({ code: 'network', kind: 'passing' });
  });

  it.each([
    [401, 'address_refused', 'needs_lawyer'],
    [403, 'address_refused', 'needs_lawyer'],
    [404, 'address_gone', 'needs_lawyer'],
    [410, 'address_gone', 'needs_lawyer'],
    [429, 'provider_busy', 'passing'],
    [500, 'provider_unavailable', 'passing'],
    [204, 'provider_refused', 'passing'],
  ])('of %i means %s', async (status, code, kind) => {
    const origin = await serve((_request, response) => response.writeHead(status).end());
    await expect(read(origin, [origin])).rejects.toMatchObject({ code, kind });
  });

  it('of nobody is a fault of the network', async () => {
    await expect(read('http://127.0.0.1:1/', ['http://127.0.0.1:1'])).rejects.toMatchObject({
      code: 'network',
      kind: 'passing',
    });
  });
});
