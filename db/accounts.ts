import type { Kysely } from 'kysely';
import type { Locale } from '#domain/consultation.ts';
import type { Role } from './rows/accounts.ts';
import type { Database } from './schema.ts';

/** What a user may see and change of their own account. */
export interface AccountRow {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  role: Role;
  locale: Locale;
  timezone: string;
  phone: string | null;
  isPartner: boolean;
  /** Also before an operator has listed them. */
  lawyerId: string | null;
}

/** Throws when nobody has this id: it is asked only for somebody who is signed in. */
export async function getAccount(db: Kysely<Database>, id: string): Promise<AccountRow> {
  return await db
    .selectFrom('appUser as u')
    .leftJoin('lawyer', 'lawyer.userId', 'u.id')
    .where('u.id', '=', id)
    .select(['u.id', 'u.name', 'u.email', 'u.emailVerified', 'u.role', 'u.locale', 'u.timezone', 'u.phone'])
    .select(['u.isPartner', 'lawyer.id as lawyerId'])
    .executeTakeFirstOrThrow();
}

/** Addresses are kept in lower case. */
export async function findUserId(db: Kysely<Database>, email: string): Promise<string | undefined> {
  const user = await db
    .selectFrom('appUser')
    .where('email', '=', email.toLowerCase())
    .select('id')
    .executeTakeFirst();
  return user?.id;
}

export interface AccountChange {
  name?: string | undefined;
  locale?: Locale | undefined;
  timezone?: string | undefined;
  phone?: string | null | undefined;
}

/** Changes the given fields; absent ones stay. */
export async function changeAccount(
  db: Kysely<Database>,
  { id, change, at }: { id: string; change: AccountChange; at: Date },
): Promise<void> {
  await db
    .updateTable('appUser')
    .set({ ...change, updatedAt: at })
    .where('id', '=', id)
    .execute();
}

/** Whether a demo account is there, which must never be beside real money. */
export async function hasDemoAccounts(db: Kysely<Database>): Promise<boolean> {
  const demo = await db
    .selectFrom('appUser')
    .where('email', 'like', '%@majlis.test')
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return demo !== undefined;
}
