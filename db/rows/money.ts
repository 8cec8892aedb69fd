import type { Generated, Selectable } from 'kysely';
import type { CreatedAt, OptionalTimestamp, DefaultTimestamp } from './columns.ts';

export type PaymentStatus = 'open' | 'authorised' | 'captured' | 'voided' | 'expired';
export type RefundStatus = 'requested' | 'pending' | 'succeeded' | 'failed' | 'handled';

export interface PaymentTable {
  id: Generated<string>;
  consultationId: string;
  attempt: Generated<number>;
  status: PaymentStatus;
  currency: string;
  amountMinor: number;
  capturedMinor: Generated<number>;
  refundedMinor: Generated<number>;
  sessionId: string | null;
  paymentIntentId: string | null;
  checkoutUrl: string | null;
  captureBefore: OptionalTimestamp;
  authorisedAt: OptionalTimestamp;
  capturedAt: OptionalTimestamp;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

export interface RefundTable {
  id: Generated<string>;
  consultationId: string;
  paymentId: string;
  reason: string;
  amountMinor: number;
  baseMinor: number;
  feeMinor: number;
  vatMinor: number;
  status: RefundStatus;
  providerRefundId: string | null;
  failureReason: string | null;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

export type Payment = Selectable<PaymentTable>;
export type Refund = Selectable<RefundTable>;
