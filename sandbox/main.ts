import { createServer } from 'node:net';
import { pino } from 'pino';
import { buildSandbox } from './app.ts';
import { readConfig } from './config.ts';

const host = '127.0.0.1';

/** The process: every provider on one loopback port. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  // Before the state is opened: two processes must not write to one file.
  await refuseTakenPort(config.port);
  const app = buildSandbox({ ...config.options, logger: pino({ level: config.logLevel, name: 'sandbox' }) });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      app.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  await app.listen({ host, port: config.port });
}

function refuseTakenPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => reject(new Error(`Port ${port} is taken; set SANDBOX_PORT to another one.`)));
    probe.listen({ host, port }, () => probe.close(() => resolve()));
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
