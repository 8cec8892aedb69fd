import T from 'typebox';
import type { Static, TSchema } from 'typebox';
import { Parse } from 'typebox/value';
import { inject } from 'vitest';

/** What arrived at somebody. */
const Message = T.Object({
  id: T.String(),
  channel: T.Union([T.Literal('email'), T.Literal('sms')]),
  to: T.String(),
  subject: T.Optional(T.String()),
  text: T.String(),
  html: T.Optional(T.String()),
  ics: T.Optional(T.String()),
});
export type Message = Static<typeof Message>;

const Session = T.Object({
  id: T.String(),
  status: T.String(),
  amount: T.Integer(),
  clientReferenceId: T.Union([T.String(), T.Null()]),
});
const Payment = T.Object({
  id: T.String(),
  sessionId: T.Union([T.String(), T.Null()]),
  amount: T.Integer(),
  captured: T.Integer(),
  refunded: T.Integer(),
  status: T.String(),
});
const Refund = T.Object({ id: T.String(), paymentId: T.String(), amount: T.Integer(), status: T.String() });
const Ledger = T.Object({ sessions: T.Array(Session), payments: T.Array(Payment), refunds: T.Array(Refund) });
export type Ledger = Static<typeof Ledger>;

const Request = T.Object({
  operation: T.Union([T.String(), T.Null()]),
  parameters: T.String(),
  path: T.String(),
  status: T.Union([T.Integer(), T.Null()]),
});
export type ProviderRequest = Static<typeof Request>;

const Webhook = T.Object({
  id: T.String(),
  kind: T.String(),
  about: T.String(),
  fate: T.String(),
  attempts: T.Array(T.Unknown()),
});

export interface Fault {
  provider: 'stripe' | 'twilio' | 'sendgrid';
  operation: string;
  kind: 'error' | 'timeout-before' | 'timeout-after' | 'latency' | 'rate-limit' | 'reset';
  status?: number;
  ms?: number;
  times?: number;
}

export async function messagesTo(address: string): Promise<Message[]> {
  const { data } = await read(
    `/messages?to=${encodeURIComponent(address)}`,
    T.Object({ data: T.Array(Message) }),
  );
  return data;
}

/** Every message that names this consultation. */
export async function messagesAbout(consultationNumber: string): Promise<Message[]> {
  const { data } = await read('/messages', T.Object({ data: T.Array(Message) }));
  return data.filter(({ subject = '', text }) => `${subject} ${text}`.includes(consultationNumber));
}

/** Stripe's books of one consultation. */
export async function ledgerOf(consultationId: string): Promise<Ledger> {
  const { sessions, payments, refunds } = await read('/ledger', Ledger);
  const own = sessions.filter(({ clientReferenceId }) => clientReferenceId === consultationId);
  const paid = payments.filter(({ sessionId }) => own.some(({ id }) => id === sessionId));
  return {
    sessions: own,
    payments: paid,
    refunds: refunds.filter(({ paymentId }) => paid.some(({ id }) => id === paymentId)),
  };
}

/** What the product asked of an operation, as far back as the sandbox remembers. */
export async function requestsOf(operation: string): Promise<ProviderRequest[]> {
  const { data } = await read(`/requests?operation=${operation}`, T.Object({ data: T.Array(Request) }));
  return data;
}

export interface Paying {
  card?: string;
  /** Pay while the request that expires the session is under way, on this side of its effect. */
  during?: 'expire';
  first?: 'pay' | 'expire';
}

/** Pays as a client at the checkout would; the status tells whether the card was taken. */
export async function payAt(sessionId: string, paying: Paying = {}): Promise<number> {
  return (await send('POST', `/checkout/${sessionId}/pay`, paying)).status;
}

const Armed = T.Object({
  armed: T.Union([T.Null(), T.Object({ outcome: T.Union([T.Null(), T.Object({ status: T.String() })]) })]),
});

/** What became of a payment that was to happen during the expiry; null while it has not happened. */
export async function armedOutcome(sessionId: string): Promise<string | null> {
  return (await read(`/checkout/${sessionId}`, Armed)).armed?.outcome?.status ?? null;
}

export async function setWebhooks(
  mode: 'deliver' | 'hold' | 'drop' | 'duplicate' | 'shuffle',
): Promise<void> {
  await send('POST', '/webhooks', { mode });
}

export async function releaseWebhooks(order: 'kept' | 'reverse'): Promise<void> {
  await send('POST', '/webhooks/release', { order });
}

/** Every webhook about one of these objects, with what became of it. */
export async function webhooksAbout(objectIds: readonly string[]) {
  const { data } = await read('/webhooks', T.Object({ data: T.Array(Webhook) }));
  return data.filter(({ about }) => objectIds.includes(about));
}

export async function resendWebhook(id: string): Promise<void> {
  await send('POST', `/webhooks/${id}/resend`, {});
}

export async function breakDown(fault: Fault): Promise<void> {
  await send('POST', '/faults', fault);
}

/** Providers work again, and webhooks arrive. */
export async function mend(): Promise<void> {
  await send('DELETE', '/faults');
  await setWebhooks('deliver');
}

async function read<Schema extends TSchema>(path: string, schema: Schema): Promise<Static<Schema>> {
  return Parse(schema, await (await send('GET', path)).json());
}

async function send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Response> {
  const response = await fetch(`${inject('sandboxUrl')}/_sandbox${path}`, {
    method,
    headers: {
      'x-sandbox-token': inject('sandboxToken'),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  // A declined card and a closed checkout are answers; everything else is a mistake of the test.
  if (response.ok || response.status === 402 || response.status === 409) return response;
  throw new Error(`the sandbox refused ${method} ${path}: ${await response.text()}`);
}
