import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

async function start(env: NodeJS.ProcessEnv): Promise<{ code: number | null; said: string }> {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [main], { env: { PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

const sound = {
  DATABASE_URL: 'postgres://majlis:majlis@127.0.0.1:1/majlis',
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  STRIPE_SECRET_KEY: 'sk_test_1',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_API_KEY: `SK${'0'.repeat(32)}`,
  TWILIO_API_SECRET: 'secret',
  TWILIO_SMS_FROM: 'Majlis',
  SENDGRID_API_KEY: 'SG.1',
  MAIL_FROM: 'bookings@majlis.example',
};

describe('the process of the worker', () => {
  it('ends at once with everything that is wrong with its environment', async () => {
    const { code, said } = await start({ TWILIO_ACCOUNT_SID: 'AC1' });
    expect(code).toBe(1);
    for (const name of ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'STRIPE_SECRET_KEY', 'SENDGRID_API_KEY']) {
      expect(said).toContain(`${name} is missing`);
    }
    expect(said).toContain('TWILIO_ACCOUNT_SID must be');
  });

  it('refuses a provider that is not the real one in production', async () => {
    const { code, said } = await start({
      ...sound,
      NODE_ENV: 'production',
      STRIPE_API_BASE: 'http://127.0.0.1:4010',
    });
    expect(code).toBe(1);
    expect(said).toContain('STRIPE_API_BASE must be absent');
  });
});
