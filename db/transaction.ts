import { setTimeout } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

/** Postgres ended the transaction to let another one go on; the same transaction again may succeed. */
const repeatable: ReadonlySet<string | undefined> = new Set(['40001', '40P01']);
const attemptsMax = 3;

/**
 * Runs the work in one transaction, or in the one that is open already. A deadlock or a serialization failure starts it
 * again, three times in all, so the work may touch nothing but the database.
 */
export async function inTransaction<T>(
  db: Kysely<Database>,
  work: (trx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  if (isTransaction(db)) return work(db);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (attempt === attemptsMax || !repeatable.has(sqlStateOf(error))) throw error;
      // Two that met once must not meet again in step.
      await setTimeout(Math.random() * 50 * attempt);
    }
  }
}

function isTransaction(db: Kysely<Database>): db is Transaction<Database> {
  return db.isTransaction;
}

function sqlStateOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** The name of the exclusion or unique constraint that refused a row, when that is what happened. */
export function violatedConstraint(error: unknown): string | undefined {
  const state = sqlStateOf(error);
  if (state !== '23P01' && state !== '23505') return undefined;
  return error instanceof pg.DatabaseError ? error.constraint : undefined;
}
