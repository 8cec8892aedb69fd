import { Agent, get } from 'node:http';

/** What one round of requests came to. */
export interface HttpLoad {
  answered: number;
  failed: number;
  seconds: number;
  bytes: number;
}

export interface HttpLoadOrder {
  url: string;
  seconds: number;
  connections: number;
  /** Counts up: each round comes from addresses of its own, because strangers are limited by theirs. */
  round: number;
}

/** Keeps so many connections busy for so long. A process of its own: it must not take turns with the server's loop. */
async function load({ url, seconds, connections, round }: HttpLoadOrder): Promise<HttpLoad> {
  const result = { answered: 0, failed: 0, seconds: 0, bytes: 0 };
  const begun = performance.now();
  const end = begun + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      const agent = new Agent({
        keepAlive: true,
        maxSockets: 1,
        localAddress: `127.1.${round}.${index + 1}`,
      });
      while (performance.now() < end) {
        const bytes = await answerTo(url, agent);
        if (bytes === undefined) result.failed += 1;
        else {
          result.answered += 1;
          result.bytes = bytes;
        }
      }
      agent.destroy();
    }),
  );
  return { ...result, seconds: (performance.now() - begun) / 1000 };
}

/** How many bytes came back, or undefined when it was no 200. */
async function answerTo(url: string, agent: Agent): Promise<number | undefined> {
  return await new Promise((resolve) => {
    const request = get(url, { agent }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => resolve(response.statusCode === 200 ? bytes : undefined));
    });
    request.on('error', () => resolve(undefined));
  });
}

process.on('message', (order: HttpLoadOrder) => {
  void load(order).then((result) => process.send?.(result));
});
