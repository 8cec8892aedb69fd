import type { Kysely } from 'kysely';
import type { Role } from './rows/accounts.ts';
import type { Database } from './schema.ts';

export interface SignedIn {
  id: string;
  sessionId: string;
  role: Role;
  isPartner: boolean;
}

/** The user whose session has this token, unless it has ended. */
export async function findSignedIn(
  db: Kysely<Database>,
  token: string,
  now: Date,
): Promise<SignedIn | undefined> {
  return await db
    .selectFrom('session')
    .innerJoin('appUser', 'appUser.id', 'session.userId')
    .where('session.token', '=', token)
    .where('session.expiresAt', '>', now)
    .select(['appUser.id', 'session.id as sessionId', 'appUser.role', 'appUser.isPartner'])
    .executeTakeFirst();
}

/** Whether this session goes on. */
export async function isSessionOpen(db: Kysely<Database>, sessionId: string, now: Date): Promise<boolean> {
  const open = await db
    .selectFrom('session')
    .where('id', '=', sessionId)
    .where('expiresAt', '>', now)
    .select('id')
    .executeTakeFirst();
  return open !== undefined;
}

export interface SessionView {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  userAgent: string | null;
}

/** The sessions of this user that have not ended, the newest first; never their tokens. */
export async function listSessions(db: Kysely<Database>, userId: string, now: Date): Promise<SessionView[]> {
  return await db
    .selectFrom('session')
    .where('userId', '=', userId)
    .where('expiresAt', '>', now)
    .select(['id', 'createdAt', 'expiresAt', 'userAgent'])
    .orderBy('createdAt', 'desc')
    .limit(100)
    .execute();
}

/** Ends one session of this user; false when they have no such session. */
export async function endSession(
  db: Kysely<Database>,
  session: { id: string; userId: string },
): Promise<boolean> {
  const ended = await db
    .deleteFrom('session')
    .where('id', '=', session.id)
    .where('userId', '=', session.userId)
    .executeTakeFirst();
  return ended.numDeletedRows > 0n;
}
