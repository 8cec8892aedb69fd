import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Stripe from 'stripe';
import T from 'typebox';
import type { Static } from 'typebox';
import { Check } from 'typebox/value';
import { findConsultationOfPayment } from '#db/payments.ts';
import { paymentChanged } from '#workflows/contract.ts';
import type { ApiDeps } from '#api/deps.ts';
import { invalidRequest } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { receiveHint } from './inbox.ts';
import { headerOf, rawBodyOf, takeRawBodies } from './raw-bodies.ts';
import { Accepted } from './accepted.ts';
import { ProviderWord } from './provider-word.ts';

/** Events of Stripe: about checkout, payments, refunds and disputes. */
export function stripeWebhook(deps: ApiDeps): FastifyPluginAsyncTypebox {
  // Two of them while the secret is being changed.
  const secrets = deps.config.STRIPE_WEBHOOK_SECRET.split(',').map((secret) => secret.trim());
  return async (app) => {
    takeRawBodies(app, 'application/json');
    app.post(
      '/api/payments/webhook',
      {
        config: { who: 'provider' },
        schema: {
          tags: ['webhooks'],
          summary: 'Events of Stripe, signed in `Stripe-Signature`',
          response: { 200: Accepted, ...refusals() },
        },
      },
      async (request) => {
        const event = verified(rawBodyOf(request), headerOf(request, 'stripe-signature'), secrets);
        const subject = subjectOf(event);
        const consultationId = await consultationOf(deps, subject);
        const received = {
          provider: 'stripe' as const,
          eventId: event.id,
          kind: event.type,
          objectId: subject.id,
          consultationId,
        };
        await receiveHint(deps, paymentChanged, received);
        return { received: true };
      },
    );
  };
}

const StripeEvent = T.Object({
  id: ProviderWord,
  type: ProviderWord,
  data: T.Object({ object: T.Object({}) }),
});
type StripeEvent = Static<typeof StripeEvent>;

function verified(body: Buffer, signature: string, secrets: readonly string[]): StripeEvent {
  const event: unknown = signedContent(body, signature, secrets);
  if (Check(StripeEvent, event)) return event;
  throw invalidRequest([{ pointer: '/body', detail: 'is not an event of Stripe' }]);
}

function signedContent(body: Buffer, signature: string, secrets: readonly string[]): unknown {
  for (const secret of secrets) {
    try {
      return Stripe.webhooks.constructEvent(body, signature, secret);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw unsigned();
    }
  }
  throw unsigned();
}

function unsigned(): Error {
  return invalidRequest([
    { pointer: '/headers/stripe-signature', detail: 'is not a signature of this body' },
  ]);
}

interface Subject {
  id: string;
  sessionId?: string;
  paymentIntentId?: string;
  /** What we wrote into the object's metadata ourselves. */
  consultationId?: string;
}

/** What the event speaks of, whatever kind of object it carries. */
function subjectOf(event: StripeEvent): Subject {
  const { object } = event.data;
  const id = textIn(object, 'id') ?? event.id;
  const kind = textIn(object, 'object');
  const paymentIntentId = kind === 'payment_intent' ? id : textIn(object, 'payment_intent');
  const consultationId = textIn(memberOf(object, 'metadata'), 'consultation_id');
  return {
    id,
    ...(kind === 'checkout.session' && { sessionId: id }),
    ...(paymentIntentId !== undefined && { paymentIntentId }),
    ...(consultationId !== undefined && isUuid(consultationId) && { consultationId }),
  };
}

async function consultationOf({ db }: ApiDeps, subject: Subject): Promise<string | null> {
  const { sessionId, paymentIntentId } = subject;
  const bySession = sessionId === undefined ? undefined : await findConsultationOfPayment(db, { sessionId });
  const found =
    bySession ??
    (paymentIntentId === undefined ? undefined : await findConsultationOfPayment(db, { paymentIntentId }));
  return found ?? subject.consultationId ?? null;
}

function memberOf(object: unknown, name: string): unknown {
  return typeof object === 'object' && object !== null ? Reflect.get(object, name) : undefined;
}

function textIn(object: unknown, name: string): string | undefined {
  const value = memberOf(object, name);
  return Check(ProviderWord, value) ? value : undefined;
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
