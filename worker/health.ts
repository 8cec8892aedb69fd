import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import type { Worker } from '@temporalio/worker';

/**
 * Health and metrics of the worker, on loopback. `/healthz` answers 200 while all workers poll; `/metrics` hands on what
 * the SDK's own exporter says, which listens on a port that nobody has to know.
 */
export async function serveHealth(
  port: number,
  exporterPort: number,
  workers: readonly Worker[],
): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type }).end(body);
    if (request.url === '/healthz') {
      const ready = workers.every((worker) => worker.getState() === 'RUNNING');
      answer(ready ? 200 : 503, 'application/json', JSON.stringify({ status: ready ? 'ok' : 'not_ready' }));
    } else if (request.url === '/metrics') {
      fetch(`http://127.0.0.1:${exporterPort}/metrics`, { signal: AbortSignal.timeout(5000) })
        .then((exported) => exported.text())
        .then(
          (text) => answer(200, 'text/plain; version=0.0.4', text),
          () => answer(503, 'text/plain', 'The metrics are not there yet\n'),
        );
    } else {
      answer(404, 'text/plain', 'Not found\n');
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(`port ${port} cannot be listened on`, { cause })));
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

/** A port on loopback that is free now. */
export async function freePort(): Promise<number> {
  const socket = createSocketServer();
  await new Promise<void>((resolve) => socket.listen(0, '127.0.0.1', resolve));
  const address = socket.address();
  await new Promise((resolve) => socket.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
