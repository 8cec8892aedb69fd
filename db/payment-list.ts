import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Party } from '#domain/consultation.ts';
import { decodeCursor, liesBehind, pageOf, sortKeyOf } from './cursor.ts';
import type { Page } from './cursor.ts';
import type { PaymentStatus } from './rows/money.ts';
import type { Database } from './schema.ts';

/** A payment as one of its consultation's parties sees it. */
export interface ListedPayment {
  id: string;
  consultationId: string;
  number: string;
  startAt: Date;
  role: Party;
  status: PaymentStatus;
  amountMinor: number;
  capturedMinor: number;
  refundedMinor: number;
  /** Of the base price, what was captured and not given back. */
  lawyerShareMinor: number;
  currency: string;
  createdAt: Date;
  capturedAt: Date | null;
}

/** The payments of this user's consultations, on either side, the newest first. */
export async function listPayments(
  db: Kysely<Database>,
  { userId, cursor, limit }: { userId: string; cursor?: string | undefined; limit: number },
): Promise<Page<ListedPayment>> {
  const position = decodeCursor(cursor);
  const own = db
    .selectFrom('payment as p')
    .innerJoin('consultation as c', 'c.id', 'p.consultationId')
    .innerJoin('lawyer', 'lawyer.id', 'c.lawyerId')
    .where((eb) => eb.or([eb('c.clientId', '=', userId), eb('lawyer.userId', '=', userId)]))
    .select([
      'p.id',
      'p.consultationId',
      'c.number',
      'c.startAt',
      'p.status',
      'p.amountMinor',
      'p.capturedMinor',
    ])
    .select(['p.refundedMinor', 'p.currency', 'p.createdAt', 'p.capturedAt'])
    .select([roleOf(userId).as('role'), lawyerShare.as('lawyerShareMinor')])
    .select(sortKeyOf('p.createdAt').as('sortKey'));
  const behind = position ? own.where(liesBehind(position, ['p.createdAt', 'p.id'], 'desc')) : own;
  const rows = await behind
    .orderBy('p.createdAt', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit);
}

function roleOf(userId: string) {
  return sql<Party>`case when c.client_id = ${userId} then 'client' else 'lawyer' end`;
}

const lawyerShare = sql<number>`case when p.captured_minor = 0 then 0 else
  c.base_price_minor - coalesce((select sum(base_minor) from refund where refund.payment_id = p.id), 0) end`;
