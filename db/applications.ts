import type { Kysely } from 'kysely';
import { decodeCursor, liesBehind, pageOf, sortKeyOf } from './cursor.ts';
import type { Page } from './cursor.ts';
import type { LawyerStatus } from './rows/lawyers.ts';
import type { Database } from './schema.ts';

/** A lawyer's application, as the operator who checks the licence sees it. */
export interface ApplicationRow {
  id: string;
  status: LawyerStatus;
  nameEn: string;
  nameAr: string;
  email: string;
  licenceNumber: string;
  city: string;
  specialties: string[];
  languages: string[];
  createdAt: Date;
}

/** Lawyers with this status, who has waited longest first. */
export async function listApplications(
  db: Kysely<Database>,
  { status, cursor, limit }: { status: LawyerStatus; cursor?: string | undefined; limit: number },
): Promise<Page<ApplicationRow>> {
  const position = decodeCursor(cursor);
  const waiting = db
    .selectFrom('lawyer')
    .innerJoin('appUser as u', 'u.id', 'lawyer.userId')
    .where('lawyer.status', '=', status)
    .select([
      'lawyer.id',
      'lawyer.status',
      'lawyer.nameEn',
      'lawyer.nameAr',
      'u.email',
      'lawyer.licenceNumber',
    ])
    .select(['lawyer.city', 'lawyer.specialties', 'lawyer.languages', 'lawyer.createdAt'])
    .select(sortKeyOf('lawyer.createdAt').as('sortKey'));
  const behind = position
    ? waiting.where(liesBehind(position, ['lawyer.createdAt', 'lawyer.id'], 'asc'))
    : waiting;
  const rows = await behind
    .orderBy('lawyer.createdAt')
    .orderBy('lawyer.id')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit);
}

export async function findApplication(
  db: Kysely<Database>,
  lawyerId: string,
): Promise<{ status: LawyerStatus } | undefined> {
  return await db.selectFrom('lawyer').where('id', '=', lawyerId).select('status').executeTakeFirst();
}

/** An operator has refused the application; false when it was decided before. */
export async function refuseApplication(db: Kysely<Database>, lawyerId: string, at: Date): Promise<boolean> {
  const refused = await db
    .updateTable('lawyer')
    .where('id', '=', lawyerId)
    .where('status', '=', 'applied')
    .set({ status: 'refused', updatedAt: at })
    .executeTakeFirst();
  return refused.numUpdatedRows > 0n;
}
