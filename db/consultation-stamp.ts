import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/**
 * A text that changes whenever what the parties see of the consultation does: its row, whether the client's address is
 * proven, the payment, refunds, the room and who is in it. Cheap enough to be asked every second.
 */
export async function readStamp(db: Kysely<Database>, consultationId: string): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`
    select concat_ws(' ', c.revision,
      (select email_verified from app_user where id = c.client_id),
      (select max(updated_at) from payment where consultation_id = c.id),
      (select string_agg(id || status, ',' order by id) from refund where consultation_id = c.id),
      (select status from meeting where consultation_id = c.id),
      (select string_agg(party || is_present::text, ',' order by party)
        from meeting_participant where consultation_id = c.id)) as stamp
    from consultation c where c.id = ${consultationId}`.execute(db);
  return rows[0]?.stamp ?? '';
}
