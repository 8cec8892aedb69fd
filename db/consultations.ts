import { sql } from 'kysely';
import type { Kysely, SelectQueryBuilder } from 'kysely';
import { liveStatuses } from '#domain/consultation.ts';
import type { ConsultationStatus, Party } from '#domain/consultation.ts';
import type { Instant } from '#domain/instant.ts';
import { Problem } from '#domain/problem.ts';
import { decodeCursor, liesBehind, pageOf, sortKeyOf } from './cursor.ts';
import type { Page } from './cursor.ts';
import type { Consultation } from './rows/consultations.ts';
import type { Database } from './schema.ts';

/** Who looks. Somebody who is signed in sees what they are a party of; a partner, what it booked with its key. */
export type Viewer =
  | { kind: 'user'; userId: string }
  | { kind: 'partner'; partnerId: string }
  | { kind: 'operator' };

/** A consultation with what its parties may know of each other. Notes and documents are not in it. */
export interface ConsultationWithParties extends Consultation {
  /** Undefined for an operator and for a partner. */
  viewedBy: Party | undefined;
  clientName: string;
  lawyerUserId: string;
  lawyerNameEn: string;
  lawyerNameAr: string;
  lawyerHeadlineEn: string;
  lawyerHeadlineAr: string;
  officeAddressEn: string;
  officeAddressAr: string;
  officeMapUrl: string | null;
  checkoutUrl: string | null;
  /** Whether the client may pay already. Nobody asks this of the clients that a partner brings along. */
  isAddressProven: boolean;
}

export interface ConsultationFilter {
  viewer: Viewer;
  /** Only those in which the viewer is this party. */
  role?: Party | undefined;
  status?: ConsultationStatus | undefined;
  /** `upcoming`: live, and not over at `now`. `past`: all the others. */
  when?: { part: 'upcoming' | 'past'; now: Instant } | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** One consultation; for whoever may not see it, undefined, as for one that does not exist. */
export async function findConsultation(
  db: Kysely<Database>,
  id: string,
  viewer: Viewer,
): Promise<ConsultationWithParties | undefined> {
  const row = await visibleTo(withParties(db, viewer), viewer).where('c.id', '=', id).executeTakeFirst();
  return row && { ...row, viewedBy: viewedBy(row, viewer) };
}

export async function getConsultation(
  db: Kysely<Database>,
  id: string,
  viewer: Viewer,
): Promise<ConsultationWithParties> {
  const consultation = await findConsultation(db, id, viewer);
  if (!consultation) throw new Problem('not_found', 'There is no such consultation');
  return consultation;
}

/** The latest start first; what is upcoming, the nearest first. */
export async function listConsultations(
  db: Kysely<Database>,
  { viewer, role, status, when, cursor, limit }: ConsultationFilter,
): Promise<Page<ConsultationWithParties & { sortKey: number }>> {
  const position = decodeCursor(cursor);
  const direction = when?.part === 'upcoming' ? 'asc' : 'desc';
  let query = visibleTo(withParties(db, viewer), viewer);
  if (when) {
    query = query.where((eb) => {
      const isLive = eb('c.status', 'in', [...liveStatuses]);
      const isUpcoming = eb.and([isLive, eb('c.endAt', '>', new Date(when.now))]);
      return when.part === 'upcoming' ? isUpcoming : eb.not(isUpcoming);
    });
  }
  if (status) query = query.where('c.status', '=', status);
  if (role && viewer.kind === 'user') {
    query = query.where(role === 'client' ? 'c.clientId' : 'lawyer.userId', '=', viewer.userId);
  }
  if (position) query = query.where(liesBehind(position, ['c.startAt', 'c.id'], direction));
  const rows = await query
    .select(sortKeyOf('c.startAt').as('sortKey'))
    .orderBy('c.startAt', direction)
    .orderBy('c.id', direction)
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows.map((row) => ({ ...row, viewedBy: viewedBy(row, viewer) })),
    limit,
  );
}

function withParties(db: Kysely<Database>, viewer: Viewer) {
  return db
    .selectFrom('consultation as c')
    .innerJoin('appUser as client', 'client.id', 'c.clientId')
    .innerJoin('lawyer', 'lawyer.id', 'c.lawyerId')
    .selectAll('c')
    .select([clientNameFor(viewer).as('clientName'), 'lawyer.userId as lawyerUserId'])
    .select(['lawyer.nameEn as lawyerNameEn', 'lawyer.nameAr as lawyerNameAr'])
    .select(['lawyer.headlineEn as lawyerHeadlineEn', 'lawyer.headlineAr as lawyerHeadlineAr'])
    .select(['lawyer.officeAddressEn', 'lawyer.officeAddressAr', 'lawyer.officeMapUrl'])
    .select((eb) =>
      eb
        .selectFrom('payment')
        .whereRef('payment.consultationId', '=', 'c.id')
        .where('payment.status', '=', 'open')
        .select('payment.checkoutUrl')
        .limit(1)
        .as('checkoutUrl'),
    )
    .select((eb) =>
      eb
        .or([
          eb('client.emailVerified', '=', true),
          eb('client.broughtBy', 'is not', null),
          // Also when the client has an account: an answer that differed would tell partners who has one.
          eb('c.partnerId', 'is not', null),
        ])
        .$castTo<boolean>()
        .as('isAddressProven'),
    );
}

/** Whoever has the address may be known under another name, and a partner could ask for anybody's address. */
function clientNameFor({ kind }: Viewer) {
  return kind === 'partner'
    ? sql<string>`coalesce((select client_name from intake where consultation_id = c.id), '')`
    : sql<string>`client.name`;
}

type Visible = Database & { c: Database['consultation']; client: Database['appUser'] };

function visibleTo<O>(
  query: SelectQueryBuilder<Visible, 'c' | 'client' | 'lawyer', O>,
  viewer: Viewer,
): SelectQueryBuilder<Visible, 'c' | 'client' | 'lawyer', O> {
  switch (viewer.kind) {
    case 'operator':
      return query;
    case 'partner':
      return query.where('c.partnerId', '=', viewer.partnerId);
    case 'user':
      return query.where((eb) => {
        // As one value, and not through the join: each half can use its index.
        const own = eb.selectFrom('lawyer as own').where('own.userId', '=', viewer.userId).select('own.id');
        return eb.or([eb('c.clientId', '=', viewer.userId), eb('c.lawyerId', '=', own)]);
      });
  }
}

function viewedBy(row: { clientId: string; lawyerUserId: string }, viewer: Viewer): Party | undefined {
  if (viewer.kind !== 'user') return undefined;
  return row.clientId === viewer.userId ? 'client' : 'lawyer';
}
