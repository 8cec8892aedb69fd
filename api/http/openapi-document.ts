import { Client, Connection } from '@temporalio/client';
import { generateKeyPairSync } from 'node:crypto';
import { createDatabase } from '#db/client.ts';
import { buildApp } from '#api/app.ts';

/**
 * The OpenAPI document, without any service: nothing connects before the first request. From it come the committed
 * `api/openapi.json` and the types of the web's client.
 */
export async function openapiDocument(): Promise<object> {
  const db = createDatabase('postgres://nobody@127.0.0.1:1/none', { maxConnections: 1 });
  const connection = Connection.lazy({ address: '127.0.0.1:1' });
  const { publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { format: 'der', type: 'spki' },
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
  });
  const app = await buildApp({
    db,
    temporal: new Client({ connection }),
    clock: () => 0,
    config: {
      NODE_ENV: 'development',
      PUBLIC_URL: 'http://localhost:3000',
      AUTH_SECRET: 'only for the document, never for a session',
      TEMPORAL_NAMESPACE: 'default',
      STRIPE_WEBHOOK_SECRET: 'whsec_none',
      TWILIO_ACCOUNT_SID: 'none',
      TWILIO_API_KEY: 'none',
      TWILIO_API_SECRET: 'none',
      TWILIO_AUTH_TOKEN: 'none',
      SENDGRID_WEBHOOK_PUBLIC_KEY: publicKey.toString('base64'),
      MAIL_FROM: 'none@example.com',
      HOLD_MINUTES: 15,
      PLATFORM_FEE_BPS: 1000,
      VAT_BPS: 500,
    },
  });
  try {
    await app.ready();
    return app.swagger();
  } finally {
    await app.close();
    await db.destroy();
    await connection.close();
  }
}
