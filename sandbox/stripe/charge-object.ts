import type Stripe from 'stripe';
import type { State } from '#sandbox/state.ts';
import { type Expansions, nothingExpanded } from './expansions.ts';
import { listObject } from './lists.ts';
import type { ChargeRecord } from './records.ts';
import { refundObject } from './refund-object.ts';
import { findTestCard } from './test-cards.ts';

export function chargeObject(
  state: State,
  charge: ChargeRecord,
  expand: Expansions = nothingExpanded,
): Stripe.Charge {
  const intent = state.paymentIntents.find(charge.paymentIntentId);
  return {
    id: charge.id,
    object: 'charge',
    amount: charge.amount,
    amount_captured: charge.amountCaptured,
    amount_refunded: charge.amountRefunded,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: charge.balanceTransactionId,
    billing_details: {
      address: null,
      email: charge.payerEmail,
      name: charge.payerName,
      phone: null,
      tax_id: null,
    },
    calculated_statement_descriptor: 'MAJLIS SANDBOX',
    captured: charge.captured,
    created: charge.created,
    currency: charge.currency,
    customer: null,
    description: intent?.description ?? null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: charge.failureCode,
    failure_message: charge.failureMessage,
    fraud_details: {},
    livemode: false,
    metadata: intent?.metadata ?? {},
    on_behalf_of: null,
    outcome: outcomeOf(charge),
    paid: charge.status === 'succeeded',
    payment_intent: charge.paymentIntentId,
    payment_method: charge.paymentMethodId,
    payment_method_details: { card: cardOf(charge), type: 'card' },
    receipt_email: intent?.receiptEmail ?? null,
    receipt_number: null,
    receipt_url: null,
    refunded: charge.amountRefunded >= charge.amount,
    ...(expand.has('refunds') && { refunds: refundsOf(state, charge) }),
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent?.statementDescriptor ?? null,
    statement_descriptor_suffix: intent?.statementDescriptorSuffix ?? null,
    status: charge.status,
    transfer_data: null,
    transfer_group: intent?.transferGroup ?? null,
  };
}

function refundsOf(state: State, charge: ChargeRecord): Stripe.ApiList<Stripe.Refund> {
  const refunds = state.refunds.list().filter((refund) => refund.chargeId === charge.id);
  return listObject(
    `/v1/charges/${charge.id}/refunds`,
    refunds.toReversed().map((refund) => refundObject(refund)),
    false,
  );
}

function outcomeOf(charge: ChargeRecord): Stripe.Charge.Outcome {
  const declined = charge.status === 'failed';
  return {
    advice_code: declined ? 'try_again_later' : null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: declined ? 'declined_by_network' : 'approved_by_network',
    reason: charge.declineCode,
    risk_level: 'normal',
    risk_score: 12,
    seller_message: declined
      ? 'The bank did not return any further details with this decline.'
      : 'Payment complete.',
    type: declined ? 'issuer_declined' : 'authorized',
  };
}

function cardOf(charge: ChargeRecord): Stripe.Charge.PaymentMethodDetails.Card {
  const card = findTestCard(charge.cardNumber);
  return {
    amount_authorized: charge.status === 'succeeded' ? charge.amount : null,
    authorization_code: charge.status === 'succeeded' ? '004217' : null,
    brand: card.brand,
    ...(charge.captureBefore !== null && { capture_before: charge.captureBefore }),
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'AE',
    electronic_commerce_indicator: null,
    exp_month: 12,
    exp_year: 2034,
    extended_authorization: { status: 'disabled' },
    fingerprint: `fp${charge.cardNumber.slice(-14)}`,
    funding: 'credit',
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: charge.cardNumber.slice(-4),
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: '104557651805572',
    overcapture: { maximum_amount_capturable: charge.amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}
