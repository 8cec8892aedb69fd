import { createServer } from 'node:net';

export interface WantedPort {
  /** The variable that chooses it. */
  variable: string;
  port: number;
}

/** Whether a server could listen there now. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** What to tell when ports are taken: one sentence for each, with the variable that moves it. Empty when all are free. */
export async function busyPorts(wanted: readonly WantedPort[]): Promise<string[]> {
  const sentences: string[] = [];
  // One after the other: two attempts at the same port would find each other.
  for (const { variable, port } of wanted) {
    if (await isFree(port)) continue;
    sentences.push(
      `Port ${port} is in use by another program: stop that, or set ${variable} to a free port.`,
    );
  }
  return [...sentences, ...sharedPorts(wanted)];
}

function sharedPorts(wanted: readonly WantedPort[]): string[] {
  return wanted.flatMap(({ variable, port }, index) => {
    const earlier = wanted.slice(0, index).find((other) => other.port === port);
    return earlier
      ? [`${earlier.variable} and ${variable} are both ${port}: give one of them another port.`]
      : [];
  });
}

const handedOut = new Set<number>();

/** A free port: the preferred one, or else one that the system picks. No port is handed out twice. */
export async function freePort(preferred?: number): Promise<number> {
  const port =
    preferred && !handedOut.has(preferred) && (await isFree(preferred)) ? preferred : await anyPort();
  handedOut.add(port);
  return port;
}

async function anyPort(attempts = 20): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const port = await new Promise<number>((resolve, reject) => {
      const server = createServer();
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
      });
    });
    if (port !== 0 && !handedOut.has(port)) return port;
  }
  throw new Error('This machine has no free port left.');
}
