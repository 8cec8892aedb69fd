import type { Insertable, Kysely, Updateable } from 'kysely';
import { Problem } from '#domain/problem.ts';
import type { Lawyer } from './rows/lawyers.ts';
import type { Database } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** A lawyer with the zone of the hours. */
export interface LawyerProfile extends Lawyer {
  timezone: string;
  instantBooking: boolean;
  isActive: boolean;
}

export type LawyerApplication = Omit<
  Insertable<Database['lawyer']>,
  'id' | 'status' | 'listedAt' | 'listedBy' | 'createdAt' | 'updatedAt'
>;

/** What lawyers may change themselves; the licence was checked by an operator and stays. */
export type ProfileChange = Pick<
  Updateable<Database['lawyer']>,
  | 'nameEn'
  | 'nameAr'
  | 'headlineEn'
  | 'headlineAr'
  | 'bioEn'
  | 'bioAr'
  | 'city'
  | 'specialties'
  | 'languages'
  | 'officeAddressEn'
  | 'officeAddressAr'
  | 'officeMapUrl'
  | 'cancellationPolicy'
>;

/** A lawyer whom everybody may see, or, for that lawyer's own user, whatever the status. */
export async function findLawyer(
  db: Kysely<Database>,
  id: string,
  userId?: string,
): Promise<LawyerProfile | undefined> {
  return await profiles(db)
    .where('lawyer.id', '=', id)
    .where((eb) =>
      eb.or([
        eb('lawyer.status', '=', 'listed'),
        ...(userId === undefined ? [] : [eb('lawyer.userId', '=', userId)]),
      ]),
    )
    .executeTakeFirst();
}

export async function findLawyerOfUser(
  db: Kysely<Database>,
  userId: string,
): Promise<LawyerProfile | undefined> {
  return await profiles(db).where('lawyer.userId', '=', userId).executeTakeFirst();
}

function profiles(db: Kysely<Database>) {
  return db
    .selectFrom('lawyer')
    .innerJoin('availability as a', 'a.lawyerId', 'lawyer.id')
    .selectAll('lawyer')
    .select(['a.timezone', 'a.instantBooking', 'a.isActive']);
}

/** An application, with hours that are still empty. One user is one lawyer: a second application is `invalid_state`. */
export async function applyAsLawyer(
  db: Kysely<Database>,
  { timezone, ...application }: LawyerApplication & { timezone: string },
): Promise<LawyerProfile> {
  return await inTransaction(db, async (trx) => {
    const inserted = await trx
      .insertInto('lawyer')
      .values(application)
      .onConflict((conflict) => conflict.column('userId').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!inserted) throw new Problem('invalid_state', 'You have applied before');
    await trx.insertInto('availability').values({ lawyerId: inserted.id, timezone }).execute();
    return await profiles(trx).where('lawyer.id', '=', inserted.id).executeTakeFirstOrThrow();
  });
}

/** Absent fields stay as they are. */
export async function updateLawyer(
  db: Kysely<Database>,
  lawyerId: string,
  change: ProfileChange,
): Promise<void> {
  await db
    .updateTable('lawyer')
    .where('id', '=', lawyerId)
    .set({ ...change, updatedAt: new Date() })
    .execute();
}

/** An operator has checked the licence: the lawyer appears in the directory, and the user becomes one. */
export async function listInDirectory(
  db: Kysely<Database>,
  { lawyerId, operatorId, at }: { lawyerId: string; operatorId: string; at: Date },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const listed = await trx
      .updateTable('lawyer')
      .where('id', '=', lawyerId)
      .where('status', '<>', 'listed')
      .set({ status: 'listed', listedAt: at, listedBy: operatorId, updatedAt: at })
      .returning('userId')
      .executeTakeFirst();
    if (!listed) return;
    await trx
      .updateTable('appUser')
      .where('id', '=', listed.userId)
      .where('role', '=', 'client')
      .set({ role: 'lawyer', updatedAt: at })
      .execute();
  });
}
