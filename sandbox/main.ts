import { pino } from 'pino';
import { buildSandbox } from './app.ts';
import { readConfig, type SandboxConfig } from './config.ts';

/** The process: Stripe, Twilio and SendGrid on one loopback port. */
async function main(): Promise<void> {
  const config = configOrExit();
  const logger = pino({ level: config.logLevel, name: 'sandbox' });
  const app = buildSandbox({ ...config.options, logger });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      app.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  try {
    await app.listen({ host: '127.0.0.1', port: config.port });
  } catch (error) {
    const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    process.stderr.write(
      busy ? `Port ${config.port} is taken; set SANDBOX_PORT to another one.\n` : `${String(error)}\n`,
    );
    process.exit(1);
  }
}

function configOrExit(): SandboxConfig {
  try {
    return readConfig(process.env);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

await main();
