import { createServer, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import T from 'typebox';
import { Parse } from 'typebox/value';
import { freePort } from '#dev/ports.ts';
import { reasonOf } from '#dev/readiness.ts';
import type { System } from '#dev/system.ts';

const Order = T.Object({ part: T.String(), env: T.Optional(T.Record(T.String(), T.String())) });

/** Lets tests, which run in processes of their own, kill and start single parts of the system. */
export async function serveControl(system: System): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    json(request)
      .then(async (body) => {
        const { part, env } = Parse(Order, body);
        await (request.url === '/kill' ? system.supervisor.kill(part) : system.startPart(part, env));
        answer(response, 204);
      })
      .catch((error) => answer(response, 500, reasonOf(error)));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

function answer(response: ServerResponse, status: number, text?: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}
