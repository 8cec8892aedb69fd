import type Stripe from 'stripe';
import type { State } from '#sandbox/state.ts';
import { type Expansions, nothingExpanded } from './expansions.ts';
import { listObject } from './lists.ts';
import { paymentIntentObject } from './payment-intent-object.ts';
import type { LineItemRecord, SessionRecord } from './records.ts';

export const sessionExpandable = [
  'customer',
  'line_items',
  'payment_intent',
  'payment_intent.latest_charge',
  'payment_intent.latest_charge.refunds',
  'payment_intent.payment_method',
];

export function totalOf(session: SessionRecord): number {
  return session.lineItems.reduce((sum, item) => sum + item.unitAmount * item.quantity, 0);
}

export function sessionObject(
  state: State,
  session: SessionRecord,
  expand: Expansions = nothingExpanded,
): Stripe.Checkout.Session {
  const total = totalOf(session);
  const intent =
    session.paymentIntentId === null ? undefined : state.paymentIntents.find(session.paymentIntentId);
  return {
    ...unusedFields,
    id: session.id,
    adaptive_pricing: { enabled: session.adaptivePricing },
    allowed_payment_method_types: session.allowedPaymentMethodTypes,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: session.billingAddressCollection,
    cancel_url: session.cancelUrl,
    client_reference_id: session.clientReferenceId,
    created: session.created,
    currency: session.currency,
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer_creation: 'if_required',
    customer_details: customerDetailsOf(session),
    customer_email: session.customerEmail,
    expires_at: session.expiresAt,
    ...(expand.has('line_items') && { line_items: lineItemsOf(session) }),
    locale: session.locale,
    metadata: session.metadata,
    origin_context: session.originContext,
    payment_intent:
      intent && expand.has('payment_intent')
        ? paymentIntentObject(state, intent, expand.under('payment_intent'))
        : session.paymentIntentId,
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    // An authorised payment that is not yet captured leaves the session unpaid.
    payment_status: intent?.status === 'succeeded' ? 'paid' : 'unpaid',
    status: session.status,
    submit_type: session.submitType,
    success_url: session.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: session.uiMode,
    url: session.status === 'open' ? session.url : null,
  };
}

/** Fields that the schema requires and that a payment of this kind never fills. */
const unusedFields = {
  object: 'checkout.session',
  after_expiration: null,
  allow_promotion_codes: null,
  client_secret: null,
  collected_information: { business_name: null, individual_name: null, shipping_details: null },
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  customer: null,
  customer_account: null,
  discounts: [],
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  livemode: false,
  managed_payments: { enabled: false },
  mode: 'payment',
  payment_link: null,
  payment_method_collection: 'if_required',
  payment_method_configuration_details: null,
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  subscription: null,
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>;

function customerDetailsOf(session: SessionRecord): Stripe.Checkout.Session.CustomerDetails | null {
  const email = session.payerEmail ?? session.customerEmail;
  if (email === null) return null;
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name: session.payerName,
    phone: null,
    tax_exempt: 'none',
    tax_ids: null,
  };
}

function lineItemsOf(session: SessionRecord): Stripe.ApiList<Stripe.LineItem> {
  const items = session.lineItems.map((item) => lineItemObject(item, session));
  return listObject(`/v1/checkout/sessions/${session.id}/line_items`, items, false);
}

function lineItemObject(item: LineItemRecord, session: SessionRecord): Stripe.LineItem {
  const amount = item.unitAmount * item.quantity;
  return {
    id: item.id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: session.currency,
    description: item.name,
    metadata: {},
    price: {
      id: item.priceId,
      object: 'price',
      active: false,
      billing_scheme: 'per_unit',
      created: session.created,
      currency: session.currency,
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: item.productId,
      recurring: null,
      tax_behavior: item.taxBehavior,
      tiers_mode: null,
      transform_quantity: null,
      type: 'one_time',
      unit_amount: item.unitAmount,
      unit_amount_decimal: null,
    },
    quantity: item.quantity,
  };
}
