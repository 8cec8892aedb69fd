import type Stripe from 'stripe';
import type { State } from '#sandbox/state.ts';
import { chargeObject } from './charge-object.ts';
import { type Expansions, nothingExpanded } from './expansions.ts';
import type { PaymentIntentRecord } from './records.ts';

export const paymentIntentExpandable = [
  'latest_charge',
  'latest_charge.refunds',
  'customer',
  'payment_method',
];

export function paymentIntentObject(
  state: State,
  intent: PaymentIntentRecord,
  expand: Expansions = nothingExpanded,
): Stripe.PaymentIntent {
  const charge = intent.latestChargeId === null ? undefined : state.charges.find(intent.latestChargeId);
  return {
    id: intent.id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: intent.amount,
    amount_capturable: intent.status === 'requires_capture' ? intent.amount : 0,
    amount_details: { tip: {} },
    amount_received: intent.amountReceived,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: intent.canceledAt,
    cancellation_reason: intent.cancellationReason,
    capture_method: intent.captureMethod,
    client_secret: intent.clientSecret,
    confirmation_method: 'automatic',
    created: intent.created,
    currency: intent.currency,
    customer: null,
    customer_account: null,
    description: intent.description,
    excluded_payment_method_types: null,
    last_payment_error: lastErrorOf(intent),
    latest_charge:
      charge && expand.has('latest_charge')
        ? chargeObject(state, charge, expand.under('latest_charge'))
        : intent.latestChargeId,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: intent.metadata,
    next_action: nextActionOf(intent),
    on_behalf_of: null,
    payment_method: intent.paymentMethodId,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: intent.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: intent.statementDescriptor,
    statement_descriptor_suffix: intent.statementDescriptorSuffix,
    status: intent.status,
    transfer_data: null,
    transfer_group: intent.transferGroup,
  };
}

function lastErrorOf(intent: PaymentIntentRecord): Stripe.PaymentIntent.LastPaymentError | null {
  const error = intent.lastPaymentError;
  if (!error) return null;
  return {
    ...(error.chargeId !== null && { charge: error.chargeId }),
    code: error.code,
    ...(error.declineCode !== null && { decline_code: error.declineCode }),
    doc_url: `https://stripe.com/docs/error-codes/${error.code.replaceAll('_', '-')}`,
    message: error.message,
    payment_method_type: 'card',
    type: error.code === 'payment_intent_authentication_failure' ? 'invalid_request_error' : 'card_error',
  };
}

function nextActionOf(intent: PaymentIntentRecord): Stripe.PaymentIntent.NextAction | null {
  if (intent.status !== 'requires_action') return null;
  return { redirect_to_url: { return_url: null, url: `/c/challenge/${intent.id}` }, type: 'redirect_to_url' };
}
