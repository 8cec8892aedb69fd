import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { CodeKind } from '#domain/account-code.ts';
import type { Locale } from '#domain/consultation.ts';
import type { Database } from './schema.ts';

/** A code that is still good and has not been mailed, with whom it is for. */
export interface UnsentCode {
  email: string;
  locale: Locale;
  code: string;
  expiresAt: Date;
}

interface CodeOwner {
  userId: string;
  kind: CodeKind;
}

/** How better-auth names its codes: the purpose, then the address. */
const prefixes: Readonly<Record<CodeKind, string>> = {
  verify_address: 'email-verification-otp-',
  reset_password: 'forget-password-otp-',
};

/** The newest code of this user, unless it has expired, was used, or went out already. */
export async function findUnsentCode(
  db: Kysely<Database>,
  { userId, kind, now }: CodeOwner & { now: Date },
): Promise<UnsentCode | undefined> {
  const newest = await newestCode(db, { userId, kind })
    .select(['appUser.email', 'appUser.locale', 'verification.value', 'verification.expiresAt'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('accountMail')
            .select('accountMail.id')
            .where('accountMail.userId', '=', userId)
            .where('accountMail.kind', '=', kind)
            .whereRef('accountMail.codeExpiresAt', '=', 'verification.expiresAt'),
        )
        .as('isSent'),
    )
    .executeTakeFirst();
  if (!newest || newest.isSent || newest.expiresAt <= now) return undefined;
  const { email, locale, value, expiresAt } = newest;
  // Behind the colon stands how often a wrong one was tried.
  return { email, locale, code: value.slice(0, value.lastIndexOf(':')), expiresAt };
}

/** Whether this user has a code that is still good, sent or about to be. */
export async function hasLiveCode(
  db: Kysely<Database>,
  { now, ...owner }: CodeOwner & { now: Date },
): Promise<boolean> {
  const newest = await newestCode(db, owner).select('verification.expiresAt').executeTakeFirst();
  return newest !== undefined && newest.expiresAt > now;
}

function newestCode(db: Kysely<Database>, { userId, kind }: CodeOwner) {
  return db
    .selectFrom('appUser')
    .innerJoin('verification', (join) =>
      join.on('verification.identifier', '=', sql`${prefixes[kind]} || app_user.email`),
    )
    .where('appUser.id', '=', userId)
    .orderBy('verification.createdAt', 'desc')
    .limit(1);
}

export interface SentCode extends CodeOwner {
  id: string;
  codeExpiresAt: Date;
  providerMessageId: string;
  sentAt: Date;
}

/** The code went out. A second record of the same code changes nothing. */
export async function recordSentCode(db: Kysely<Database>, sent: SentCode): Promise<void> {
  await db
    .insertInto('accountMail')
    .values(sent)
    .onConflict((conflict) => conflict.columns(['userId', 'kind', 'codeExpiresAt']).doNothing())
    .execute();
}
