import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

export interface Leftovers {
  intakes: number;
  documents: number;
  accountMails: number;
}

/**
 * Deletes what was written for a consultation that never came to be (intakes without one, documents that belong to none)
 * and the records of codes that were mailed, when they are older than `before`. At most so many of each, so that it never
 * holds locks for long; any number of processes may do it at once.
 */
export async function deleteLeftovers(
  db: Kysely<Database>,
  { before, limit }: { before: Date; limit: number },
): Promise<Leftovers> {
  const intakes = await sql`
    delete from intake where consultation_id in (
      select consultation_id from intake
      where created_at < ${before}
        and not exists (select from consultation where consultation.id = intake.consultation_id)
      order by created_at limit ${limit} for update skip locked)`.execute(db);
  const documents = await sql`
    delete from document where id in (
      select id from document
      where created_at < ${before} and consultation_id is null
      order by created_at limit ${limit} for update skip locked)`.execute(db);
  const accountMails = await sql`
    delete from account_mail where id in (
      select id from account_mail
      where sent_at < ${before}
      order by sent_at limit ${limit} for update skip locked)`.execute(db);
  return {
    intakes: Number(intakes.numAffectedRows ?? 0),
    documents: Number(documents.numAffectedRows ?? 0),
    accountMails: Number(accountMails.numAffectedRows ?? 0),
  };
}
