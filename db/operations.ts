import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { ConsultationStatus } from '#domain/consultation.ts';
import { hours } from '#domain/instant.ts';
import type { Instant } from '#domain/instant.ts';
import { decodeCursor, liesBehind, pageOf, sortKeyOf } from './cursor.ts';
import type { Page } from './cursor.ts';
import type { Database } from './schema.ts';

/** A consultation that waits for an operator: metadata only. */
export interface AttentionRow {
  id: string;
  number: string;
  status: ConsultationStatus;
  attentionReason: string | null;
  startAt: Date;
  updatedAt: Date;
  lawyerNameEn: string;
  totalPriceMinor: number;
  currency: string;
  sortKey: number;
}

/** What waits for an operator, the longest wait first. */
export async function listAttention(
  db: Kysely<Database>,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<AttentionRow>> {
  const position = decodeCursor(cursor);
  const waiting = db
    .selectFrom('consultation as c')
    .innerJoin('lawyer', 'lawyer.id', 'c.lawyerId')
    .where('c.needsAttention', '=', true)
    .select(['c.id', 'c.number', 'c.status', 'c.attentionReason', 'c.startAt', 'c.updatedAt'])
    .select(['c.totalPriceMinor', 'c.currency', 'lawyer.nameEn as lawyerNameEn'])
    .select(sortKeyOf('c.updatedAt').as('sortKey'));
  const behind = position ? waiting.where(liesBehind(position, ['c.updatedAt', 'c.id'], 'asc')) : waiting;
  const rows = await behind
    .orderBy('c.updatedAt')
    .orderBy('c.id')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit);
}

/** Key figures; counts and sums of the last 24 hours where they have no other span. */
export interface Summary {
  needsAttention: number;
  paymentPending: number;
  upcoming: number;
  inProgress: number;
  booked: number;
  cancelled: number;
  capturedMinor: number;
  refundedMinor: number;
  messagesFailed: number;
  webhooksUnhandled: number;
}

/** One query, so that the figures belong together. */
export async function readSummary(db: Kysely<Database>, now: Instant): Promise<Summary> {
  const since = new Date(now - hours(24));
  const lately = new Date(now - hours(24 * 30));
  const { rows } = await sql<Summary>`
    select
      count(*) filter (where needs_attention) as needs_attention,
      count(*) filter (where status = 'payment_pending') as payment_pending,
      count(*) filter (where status = 'confirmed') as upcoming,
      count(*) filter (where status = 'in_progress') as in_progress,
      count(*) filter (where confirmed_at > ${since}) as booked,
      count(*) filter (where status = 'cancelled' and updated_at > ${since}) as cancelled,
      (select coalesce(sum(captured_minor), 0) from payment where captured_at > ${since}) as captured_minor,
      (select coalesce(sum(amount_minor), 0) from refund where created_at > ${since}) as refunded_minor,
      (select count(*) from notification where status = 'failed' and updated_at > ${since}) as messages_failed,
      (select count(*) from webhook_inbox where handled_at is null and received_at > ${lately}) as webhooks_unhandled
    from consultation
    where needs_attention or status in ('payment_pending', 'confirmed', 'in_progress')
      or confirmed_at > ${since} or updated_at > ${since}`.execute(db);
  const [summary] = rows;
  if (!summary) throw new Error('the summary came back empty');
  return summary;
}
