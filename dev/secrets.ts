import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import T, { type Static } from 'typebox';
import { Check } from 'typebox/value';

const Secrets = T.Object({
  authSecret: T.String(),
  twilioAccountSid: T.String(),
  twilioApiKey: T.String(),
  twilioApiSecret: T.String(),
  twilioAuthToken: T.String(),
  sendgridPrivateKey: T.String(),
  sendgridPublicKey: T.String(),
  calendarKeys: T.String(),
});

/** The first release made no key for calendars. */
const KeptSecrets = T.Object({ ...Secrets.properties, calendarKeys: T.Optional(T.String()) });

/** What this copy of the project made up for itself; worth nothing outside its sandbox. */
export type Secrets = Static<typeof Secrets>;

/** Made once and kept, so that sessions and the sandbox's signatures survive a restart. Readable by the owner only. */
export function secretsIn(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  const kept = existsSync(path) ? readSecrets(path) : makeSecrets();
  const secrets = { ...kept, calendarKeys: kept.calendarKeys ?? makeCalendarKeys() };
  if (kept.calendarKeys === undefined) {
    writeFileSync(`${path}.new`, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  return secrets;
}

function readSecrets(path: string): Static<typeof KeptSecrets> {
  const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Check(KeptSecrets, content))
    throw new Error(`${path} is not what npm start wrote. npm run reset makes a new one.`);
  return content;
}

function makeCalendarKeys(): string {
  return `k1:${randomBytes(32).toString('base64')}`;
}

function makeSecrets(): Static<typeof KeptSecrets> {
  const hex = (bytes: number) => randomBytes(bytes).toString('hex');
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    authSecret: hex(32),
    twilioAccountSid: `AC${hex(16)}`,
    twilioApiKey: `SK${hex(16)}`,
    twilioApiSecret: hex(16),
    twilioAuthToken: hex(16),
    sendgridPrivateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    sendgridPublicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}
