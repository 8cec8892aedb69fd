import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

export interface ApiKeyHolder {
  keyId: string;
  partnerId: string;
  scopes: string[];
}

/** Who holds the key with this hash, unless it was revoked or has expired. Its last use is kept to the minute. */
export async function findKeyHolder(
  db: Kysely<Database>,
  keyHash: Buffer,
  now: Date,
): Promise<ApiKeyHolder | undefined> {
  const key = await db
    .selectFrom('apiKey')
    .where('keyHash', '=', keyHash)
    .where('revokedAt', 'is', null)
    .where('expiresAt', '>', now)
    .select(['id', 'ownerId', 'scopes', 'lastUsedAt'])
    .executeTakeFirst();
  if (!key) return undefined;
  if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() >= 60_000) {
    await db.updateTable('apiKey').set({ lastUsedAt: now }).where('id', '=', key.id).execute();
  }
  return { keyId: key.id, partnerId: key.ownerId, scopes: key.scopes };
}

export interface NewApiKey {
  ownerId: string;
  name: string;
  keyHash: Buffer;
  prefix: string;
  scopes: string[];
  expiresAt: Date;
}

export interface ApiKeyView {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  expiresAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  createdAt: Date;
}

const shown = [
  'id',
  'name',
  'prefix',
  'scopes',
  'expiresAt',
  'lastUsedAt',
  'revokedAt',
  'createdAt',
] as const;

export async function addApiKey(db: Kysely<Database>, key: NewApiKey): Promise<ApiKeyView> {
  return await db.insertInto('apiKey').values(key).returning(shown).executeTakeFirstOrThrow();
}

/** The newest first. A partner has few, and 100 is the most that is ever shown. */
export async function listApiKeys(db: Kysely<Database>, ownerId: string): Promise<ApiKeyView[]> {
  return await db
    .selectFrom('apiKey')
    .where('ownerId', '=', ownerId)
    .select(shown)
    .orderBy('createdAt', 'desc')
    .limit(100)
    .execute();
}

/** Ends a key of this owner; false when they have no such key. Ending it twice is success. */
export async function revokeApiKey(
  db: Kysely<Database>,
  { id, ownerId, at }: { id: string; ownerId: string; at: Date },
): Promise<boolean> {
  const found = await db
    .updateTable('apiKey')
    .set((eb) => ({ revokedAt: eb.fn.coalesce('revokedAt', eb.val(at)) }))
    .where('id', '=', id)
    .where('ownerId', '=', ownerId)
    .returning('id')
    .executeTakeFirst();
  return found !== undefined;
}
