/** What the sandbox remembers of Stripe's objects; the answers of the API are rendered from these. Times are in seconds, as Stripe's. */
export type Metadata = Record<string, string>;

export interface LineItemRecord {
  id: string;
  priceId: string;
  productId: string;
  name: string;
  description: string | null;
  quantity: number;
  unitAmount: number;
  taxBehavior: string | null;
}

export interface PaymentIntentData {
  captureMethod: 'automatic' | 'automatic_async' | 'manual';
  description: string | null;
  metadata: Metadata;
  receiptEmail: string | null;
  statementDescriptor: string | null;
  statementDescriptorSuffix: string | null;
  transferGroup: string | null;
}

export interface SessionRecord {
  id: string;
  created: number;
  expiresAt: number;
  status: 'open' | 'complete' | 'expired';
  uiMode: 'hosted_page';
  currency: string;
  lineItems: LineItemRecord[];
  successUrl: string;
  cancelUrl: string | null;
  url: string;
  clientReferenceId: string | null;
  customerEmail: string | null;
  locale: string | null;
  submitType: string | null;
  adaptivePricing: boolean;
  billingAddressCollection: string | null;
  allowedPaymentMethodTypes: string[] | null;
  originContext: string | null;
  metadata: Metadata;
  paymentIntentData: PaymentIntentData;
  paymentIntentId: string | null;
  /** Who paid, as typed on the payment page. */
  payerEmail: string | null;
  payerName: string | null;
}

export interface PaymentError {
  code: string;
  declineCode: string | null;
  message: string;
  chargeId: string | null;
}

export type PaymentIntentStatus =
  | 'requires_payment_method'
  | 'requires_action'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

export interface PaymentIntentRecord extends PaymentIntentData {
  id: string;
  sessionId: string;
  created: number;
  amount: number;
  currency: string;
  status: PaymentIntentStatus;
  amountReceived: number;
  latestChargeId: string | null;
  paymentMethodId: string | null;
  lastPaymentError: PaymentError | null;
  canceledAt: number | null;
  cancellationReason: string | null;
  clientSecret: string;
  /** The card that waits for the answer of the 3-D Secure challenge. */
  challengedCard: string | null;
}

export interface ChargeRecord {
  id: string;
  paymentIntentId: string;
  sessionId: string;
  created: number;
  amount: number;
  currency: string;
  status: 'succeeded' | 'failed';
  captured: boolean;
  amountCaptured: number;
  amountRefunded: number;
  /** Seconds at which an authorisation lapses when it is not captured. */
  captureBefore: number | null;
  cardNumber: string;
  paymentMethodId: string;
  payerEmail: string | null;
  payerName: string | null;
  failureCode: string | null;
  failureMessage: string | null;
  declineCode: string | null;
  balanceTransactionId: string | null;
}

export interface RefundRecord {
  id: string;
  chargeId: string;
  paymentIntentId: string;
  created: number;
  amount: number;
  currency: string;
  status: 'pending' | 'succeeded' | 'failed';
  reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | null;
  failureReason: string | null;
  metadata: Metadata;
  balanceTransactionId: string;
  /** What the bank answers later, and when; null once the answer is final. */
  later: { status: 'succeeded' | 'failed'; at: number } | null;
}

export interface EventRecord {
  id: string;
  type: string;
  created: number;
  object: object;
  previousAttributes: object | null;
  requestId: string | null;
  idempotencyKey: string | null;
}

export interface IdempotencyRecord {
  key: string;
  fingerprint: string;
  created: number;
  requestId: string;
  status: number;
  body: string;
}
