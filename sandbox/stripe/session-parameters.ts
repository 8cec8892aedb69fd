import { randomText } from '#sandbox/identifiers.ts';
import { invalidRequest } from './errors.ts';
import { type Parameters, required } from './parameters.ts';
import type { LineItemRecord, PaymentIntentData, SessionRecord } from './records.ts';

const locales = [
  'auto',
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'en-GB',
  'es',
  'es-419',
  'et',
  'fi',
  'fil',
  'fr',
  'fr-CA',
  'hi-IN',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'ms',
  'mt',
  'nb',
  'nl',
  'pl',
  'pt',
  'pt-BR',
  'ro',
  'ru',
  'sk',
  'sl',
  'sv',
  'th',
  'tr',
  'vi',
  'zh',
  'zh-HK',
  'zh-TW',
] as const;
const unitAmountMax = 99_999_999;
const lineItemsMax = 100;

/** What a new session is made of, apart from what the sandbox gives it. */
export type NewSession = Pick<
  SessionRecord,
  | 'adaptivePricing'
  | 'allowedPaymentMethodTypes'
  | 'billingAddressCollection'
  | 'cancelUrl'
  | 'clientReferenceId'
  | 'currency'
  | 'customerEmail'
  | 'lineItems'
  | 'locale'
  | 'metadata'
  | 'originContext'
  | 'paymentIntentData'
  | 'submitType'
  | 'successUrl'
> & { expiresAt: number | undefined };

/** Reads what `POST /v1/checkout/sessions` takes for a payment on the hosted page. */
export function readNewSession(parameters: Parameters): NewSession {
  required(parameters.oneOf('mode', ['payment']), 'mode');
  parameters.oneOf('ui_mode', ['hosted_page']);
  const currency = parameters.text('currency');
  const lineItems = required(
    parameters.list('line_items', (item) => readLineItem(item)),
    'line_items',
  );
  if (lineItems.length === 0 || lineItems.length > lineItemsMax) {
    throw invalidRequest(`A session takes 1 to ${lineItemsMax} line items.`, { param: 'line_items' });
  }
  return {
    adaptivePricing: parameters.object('adaptive_pricing', (inner) => inner.boolean('enabled')) ?? true,
    allowedPaymentMethodTypes: parameters.texts('allowed_payment_method_types') ?? null,
    billingAddressCollection: parameters.oneOf('billing_address_collection', ['auto', 'required']) ?? null,
    cancelUrl: checkedUrl(parameters.text('cancel_url'), 'cancel_url') ?? null,
    clientReferenceId: parameters.text('client_reference_id', 200) ?? null,
    currency: currencyOf(lineItems, currency),
    customerEmail: checkedEmail(parameters.text('customer_email', 512)) ?? null,
    expiresAt: parameters.integer('expires_at'),
    lineItems: lineItems.map(({ currency: _currency, ...item }) => item),
    locale: parameters.oneOf('locale', locales) ?? null,
    metadata: parameters.metadata() ?? {},
    originContext: parameters.oneOf('origin_context', ['mobile_app', 'web']) ?? null,
    paymentIntentData: parameters.object('payment_intent_data', readPaymentIntentData) ?? noPaymentIntentData,
    submitType: parameters.oneOf('submit_type', ['auto', 'book', 'donate', 'pay']) ?? null,
    successUrl: required(checkedUrl(parameters.text('success_url'), 'success_url'), 'success_url'),
  };
}

type LineItemWithCurrency = LineItemRecord & { currency: string };

function readLineItem(item: Parameters): LineItemWithCurrency {
  const quantity = required(item.integer('quantity'), item.nameOf('quantity'));
  if (quantity < 1 || quantity > 999_999) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      param: item.nameOf('quantity'),
    });
  }
  const price = required(item.object('price_data', readPriceData), item.nameOf('price_data'));
  return {
    id: `li_1${randomText(23)}`,
    priceId: `price_1${randomText(23)}`,
    productId: `prod_${randomText(14)}`,
    quantity,
    ...price,
  };
}

function readPriceData(price: Parameters) {
  const currency = required(price.text('currency'), price.nameOf('currency')).toLowerCase();
  if (!/^[a-z]{3}$/.test(currency)) {
    throw invalidRequest(`Invalid currency: ${currency}.`, { param: price.nameOf('currency') });
  }
  const unitAmount = required(price.integer('unit_amount'), price.nameOf('unit_amount'));
  if (unitAmount < 0 || unitAmount > unitAmountMax) {
    throw invalidRequest(
      unitAmount < 0
        ? 'This value must be greater than or equal to 0.'
        : 'Amount must be no more than 999,999.99.',
      {
        ...(unitAmount > unitAmountMax && { code: 'amount_too_large' }),
        param: price.nameOf('unit_amount'),
      },
    );
  }
  const product = required(
    price.object('product_data', (inner) => ({
      name: required(inner.text('name', 250), inner.nameOf('name')),
      description: inner.text('description') ?? null,
      images: inner.texts('images'),
      metadata: inner.metadata(),
      taxCode: inner.text('tax_code'),
    })),
    price.nameOf('product_data'),
  );
  const taxBehavior = price.oneOf('tax_behavior', ['exclusive', 'inclusive', 'unspecified']) ?? null;
  return { currency, unitAmount, name: product.name, description: product.description, taxBehavior };
}

const noPaymentIntentData: PaymentIntentData = {
  captureMethod: 'automatic_async',
  description: null,
  metadata: {},
  receiptEmail: null,
  statementDescriptor: null,
  statementDescriptorSuffix: null,
  transferGroup: null,
};

function readPaymentIntentData(data: Parameters): PaymentIntentData {
  return {
    captureMethod:
      data.oneOf('capture_method', ['automatic', 'automatic_async', 'manual']) ?? 'automatic_async',
    description: data.text('description', 1000) ?? null,
    metadata: data.metadata() ?? {},
    receiptEmail: checkedEmail(data.text('receipt_email', 512), data.nameOf('receipt_email')) ?? null,
    statementDescriptor: data.text('statement_descriptor', 22) ?? null,
    statementDescriptorSuffix: data.text('statement_descriptor_suffix', 22) ?? null,
    transferGroup: data.text('transfer_group') ?? null,
  };
}

function currencyOf(items: readonly LineItemWithCurrency[], declared: string | undefined): string {
  const currency = items[0]?.currency ?? '';
  if (items.some((item) => item.currency !== currency) || (declared !== undefined && declared !== currency)) {
    throw invalidRequest('All line items of a session must have the same currency.', { param: 'line_items' });
  }
  return currency;
}

function checkedUrl(value: string | undefined, name: string): string | undefined {
  if (value === undefined) return undefined;
  const url = URL.parse(value);
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return value;
  throw invalidRequest('Not a valid URL', { code: 'url_invalid', param: name });
}

function checkedEmail(value: string | undefined, name = 'customer_email'): string | undefined {
  if (value === undefined || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return value;
  throw invalidRequest(`Invalid email address: ${value}`, { code: 'email_invalid', param: name });
}
