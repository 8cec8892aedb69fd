import { createHmac, randomBytes, randomInt } from 'node:crypto';
import type { Insertable, Kysely } from 'kysely';
import { inject } from 'vitest';
import { sessionCookieName } from '#api/accounts/session-cookie.ts';
import type { Database } from '#db/schema.ts';
import { secretsIn } from '#dev/secrets.ts';
import { hours } from '#domain/instant.ts';
import { createSampleClient, createSampleLawyer } from '#test/setup/sample-rows.ts';

/** Somebody who is signed in. */
export interface Person {
  userId: string;
  name: string;
  email: string;
  phone: string;
  cookie: string;
}

export interface LawyerPerson extends Person {
  lawyerId: string;
}

type UserFields = Partial<Pick<Insertable<Database['appUser']>, 'name' | 'email' | 'phone' | 'locale'>>;
type LawyerRows = NonNullable<Parameters<typeof createSampleLawyer>[1]>;

/** A client of this test's own, with a phone, already signed in. */
export async function createClient(db: Kysely<Database>, fields: UserFields = {}): Promise<Person> {
  const userId = await createSampleClient(db, { phone: somePhone(), ...fields });
  return signedIn(db, userId);
}

/** As many clients as a crowd needs, in a few statements. */
export async function createClients(db: Kysely<Database>, count: number): Promise<Person[]> {
  const rows = Array.from({ length: count }, (_, index) => ({
    name: `Client ${index}`,
    email: `${randomBytes(8).toString('hex')}@example.test`,
    emailVerified: true,
    phone: somePhone(),
  }));
  const users = await db
    .insertInto('appUser')
    .values(rows)
    .returning(['id', 'name', 'email', 'phone'])
    .execute();
  const tokens = users.map(() => newToken());
  await db
    .insertInto('session')
    .values(users.map(({ id }, index) => sessionOf(id, tokens[index] ?? '')))
    .execute();
  return users.map(({ id, name, email, phone }, index) => ({
    userId: id,
    name,
    email,
    phone: phone ?? '',
    cookie: cookieOf(tokens[index] ?? ''),
  }));
}

/** A listed lawyer of this test's own, open around the clock unless said otherwise, already signed in. */
export async function createLawyer(
  db: Kysely<Database>,
  { user = {}, ...rows }: LawyerRows & { user?: UserFields } = {},
): Promise<LawyerPerson> {
  const { lawyerId, userId } = await createSampleLawyer(db, rows);
  await db
    .updateTable('appUser')
    .where('id', '=', userId)
    .set({ phone: somePhone(), ...user })
    .execute();
  return { ...(await signedIn(db, userId)), lawyerId };
}

async function signedIn(db: Kysely<Database>, userId: string): Promise<Person> {
  const token = newToken();
  await db.insertInto('session').values(sessionOf(userId, token)).execute();
  const { name, email, phone } = await db
    .selectFrom('appUser')
    .where('id', '=', userId)
    .select(['name', 'email', 'phone'])
    .executeTakeFirstOrThrow();
  return { userId, name, email, phone: phone ?? '', cookie: cookieOf(token) };
}

function sessionOf(userId: string, token: string) {
  return { userId, token, expiresAt: new Date(Date.now() + hours(1)) };
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}

/** As the api signs it; the secret lies in the data of the system under test. */
function cookieOf(token: string): string {
  const { authSecret } = secretsIn(inject('dataDir'));
  const signature = createHmac('sha256', authSecret).update(token).digest('base64');
  return `${sessionCookieName(inject('publicUrl'))}=${encodeURIComponent(`${token}.${signature}`)}`;
}

function somePhone(): string {
  return `+97155${randomInt(1_000_000, 10_000_000)}`;
}
