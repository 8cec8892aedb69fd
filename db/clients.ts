import type { Kysely } from 'kysely';
import type { Locale } from '#domain/consultation.ts';
import type { Database } from './schema.ts';

/** A client whom a partner books for. */
export interface BroughtClient {
  name: string;
  email: string;
  phone?: string | undefined;
  locale: Locale;
  timezone: string;
}

/**
 * The user with this address, made without a way to sign in when there is none. Somebody who has an account is booked for
 * under it and keeps it as it is: an answer that differed would tell partners who has one.
 */
export async function findOrCreateBroughtClient(
  db: Kysely<Database>,
  partnerId: string,
  { email, ...client }: BroughtClient,
): Promise<string> {
  const address = email.toLowerCase();
  await db
    .insertInto('appUser')
    .values({ ...client, email: address, broughtBy: partnerId })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .execute();
  const { id } = await db
    .selectFrom('appUser')
    .where('email', '=', address)
    .select('id')
    .executeTakeFirstOrThrow();
  return id;
}
