import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { freePort } from '#dev/ports.ts';

/** A way to Postgres on which an answer can get lost: the server has done what was asked, and nobody hears of it. */
export interface LossyDatabase {
  url: string;
  /** Loses the answer to the next commit of a transaction that names this text; resolves when the server has given it. */
  loseCommitOf(text: string): Promise<void>;
  close(): Promise<void>;
}

interface Loss {
  text: string;
  happened: () => void;
}

const commit = Buffer.from('commit\0');

export async function openLossyDatabase(databaseUrl: string): Promise<LossyDatabase> {
  const real = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let loss: Loss | undefined;

  const server = createServer((client) => {
    const upstream = connect(Number(real.port), real.hostname);
    let isNamed = false;
    let lost: Loss | undefined;
    client.on('data', (chunk) => {
      isNamed ||= loss !== undefined && chunk.includes(loss.text);
      if (isNamed && chunk.includes(commit)) [lost, loss] = [loss, undefined];
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => (lost ? lost.happened() : client.write(chunk)));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => one.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.port = String(port);

  return {
    url: url.href,
    loseCommitOf: (text) => new Promise((resolve) => (loss = { text, happened: resolve })),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
