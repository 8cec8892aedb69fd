import { randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Kysely } from 'kysely';
import { adminUrlOf, reasonOf } from '#db/admin-url.ts';
import { createDatabase } from '#db/client.ts';
import type { Database } from '#db/schema.ts';
import { givenEnvironment } from './settings.ts';

const USAGE = 'Usage: npm run operator -- add <email>';

const [command, address, ...rest] = process.argv.slice(2);
const email = address?.trim().toLowerCase() ?? '';
if (command !== 'add' || rest.length > 0 || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
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
    console.log(await addOperator(db, email));
  } finally {
    await db.destroy();
  }
} catch (error) {
  console.error(`Nobody was made an operator. ${reasonOf(error)}`);
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
