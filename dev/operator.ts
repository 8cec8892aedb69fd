import { randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Kysely } from 'kysely';
import { adminUrlOf, reasonOf } from '#db/admin-url.ts';
import { createDatabase } from '#db/client.ts';
import type { Database } from '#db/schema.ts';
import { givenEnvironment } from './settings.ts';

const USAGE =
  'Usage: npm run operator -- add <email>      makes an operator\n' +
  '       npm run operator -- partner <email>  lets an account book for its own clients, with API keys';

const [command, address, ...rest] = process.argv.slice(2);
const orders = { add: addOperator, partner: makePartner };
const order = command === 'add' || command === 'partner' ? orders[command] : undefined;
const email = address?.trim().toLowerCase() ?? '';
if (order === undefined || rest.length > 0 || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
  console.error(USAGE);
  process.exit(2);
}

const environment = givenEnvironment();
const production = environment['NODE_ENV'] === 'production';
try {
  const db = createDatabase(adminUrlOf(environment, { production }), {
    maxConnections: 1,
    applicationName: 'majlis-operator',
  });
  try {
    console.log(await order(db, email));
  } finally {
    await db.destroy();
  }
} catch (error) {
  console.error(`Nothing was changed. ${reasonOf(error)}`);
  process.exitCode = 1;
}

/** Makes the holder of an address an operator; without an account one is made, with a password that is shown once. */
async function addOperator(db: Kysely<Database>, operatorEmail: string): Promise<string> {
  const account = await db
    .selectFrom('appUser')
    .where('email', '=', operatorEmail)
    .select(['id', 'role'])
    .executeTakeFirst();
  if (account?.role === 'operator') return `${operatorEmail} is an operator already.`;
  // Whoever sells advice must not decide over refunds of it.
  if (account?.role === 'lawyer')
    throw new Error(`${operatorEmail} is a lawyer; an operator needs an address of their own.`);
  if (!account) return createOperator(db, operatorEmail);
  await db
    .updateTable('appUser')
    .set({ role: 'operator', updatedAt: new Date() })
    .where('id', '=', account.id)
    .execute();
  return `${operatorEmail} is an operator from the next request on.`;
}

/** Partners sign up like everybody else, so the account has to be there. */
async function makePartner(db: Kysely<Database>, partnerEmail: string): Promise<string> {
  const account = await db
    .updateTable('appUser')
    .set({ isPartner: true, updatedAt: new Date() })
    .where('email', '=', partnerEmail)
    .where('role', '=', 'client')
    .where('broughtBy', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!account) throw new Error(`${partnerEmail} has no account of a client; sign up first.`);
  return `${partnerEmail} may make API keys, at /account.`;
}

async function createOperator(db: Kysely<Database>, operatorEmail: string): Promise<string> {
  const password = randomBytes(15).toString('base64url');
  const hash = await hashPassword(password);
  await db.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto('appUser')
      .values({
        email: operatorEmail,
        name: operatorEmail.split('@')[0] ?? operatorEmail,
        role: 'operator',
        emailVerified: true,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('credential')
      .values({ userId: id, accountId: id, providerId: 'credential', password: hash })
      .execute();
  });
  return `${operatorEmail} is an operator. The password, shown only now: ${password}`;
}
