import type { Insertable, Kysely } from 'kysely';
import type { Database } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** A document without its bytes. */
export interface DocumentRow {
  id: string;
  ownerId: string;
  consultationId: string | null;
  name: string;
  mediaType: string;
  sizeBytes: number;
  createdAt: Date;
}

const shown = ['document.id', 'document.ownerId', 'document.consultationId', 'document.name'] as const;
const shownToo = ['document.mediaType', 'document.sizeBytes', 'document.createdAt'] as const;

export type NewDocument = Pick<
  Insertable<Database['document']>,
  'ownerId' | 'name' | 'mediaType' | 'sha256'
> & { bytes: Buffer };

/** Belongs to no consultation yet. */
export async function storeDocument(
  db: Kysely<Database>,
  { bytes, ...document }: NewDocument,
): Promise<DocumentRow> {
  return await inTransaction(db, async (trx) => {
    const row = await trx
      .insertInto('document')
      .values({ ...document, sizeBytes: bytes.length })
      .returning(shown)
      .returning(shownToo)
      .executeTakeFirstOrThrow();
    await trx.insertInto('documentContent').values({ documentId: row.id, bytes }).execute();
    return row;
  });
}

/** How many documents of this owner belong to no consultation. */
export async function countLoose(db: Kysely<Database>, ownerId: string): Promise<number> {
  const { count } = await db
    .selectFrom('document')
    .where('ownerId', '=', ownerId)
    .where('consultationId', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** How many of these are this owner's and belong to no consultation yet. */
export async function countUnattached(
  db: Kysely<Database>,
  ownerId: string,
  documentIds: readonly string[],
): Promise<number> {
  if (documentIds.length === 0) return 0;
  const { count } = await db
    .selectFrom('document')
    .where('ownerId', '=', ownerId)
    .where('consultationId', 'is', null)
    .where('id', 'in', [...documentIds])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** For its owner, and for the client and the lawyer of its consultation; for everybody else it does not exist. */
export async function findDocument(
  db: Kysely<Database>,
  documentId: string,
  userId: string,
): Promise<(DocumentRow & { bytes: Buffer }) | undefined> {
  return await db
    .selectFrom('document')
    .innerJoin('documentContent', 'documentContent.documentId', 'document.id')
    .leftJoin('consultation', 'consultation.id', 'document.consultationId')
    .leftJoin('lawyer', 'lawyer.id', 'consultation.lawyerId')
    .where('document.id', '=', documentId)
    .where((eb) =>
      eb.or([
        eb('document.ownerId', '=', userId),
        eb('consultation.clientId', '=', userId),
        eb('lawyer.userId', '=', userId),
      ]),
    )
    .select(shown)
    .select(shownToo)
    .select('documentContent.bytes')
    .executeTakeFirst();
}

/** The consultation's documents, the oldest first; for the parties only. */
export async function listDocuments(db: Kysely<Database>, consultationId: string): Promise<DocumentRow[]> {
  return await db
    .selectFrom('document')
    .where('consultationId', '=', consultationId)
    .select(shown)
    .select(shownToo)
    .orderBy('id')
    .limit(100)
    .execute();
}
