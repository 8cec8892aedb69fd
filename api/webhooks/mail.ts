import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import T from 'typebox';
import type { Static } from 'typebox';
import { Check } from 'typebox/value';
import { recordDelivery } from '#db/notifications.ts';
import type { ApiDeps } from '#api/deps.ts';
import { invalidRequest } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Accepted } from './accepted.ts';
import { receiveEvent } from './inbox.ts';
import { ProviderWord } from './provider-word.ts';
import { headerOf, rawBodyOf, takeRawBodies } from './raw-bodies.ts';

type Delivery = 'sent' | 'delivered' | 'failed';

const deliveries: ReadonlyMap<string, Delivery> = new Map([
  ['processed', 'sent'],
  ['delivered', 'delivered'],
  ['bounce', 'failed'],
  ['dropped', 'failed'],
]);

const MailEvent = T.Object({
  event: ProviderWord,
  sg_event_id: ProviderWord,
  /** What we gave it with the mail. */
  notification_id: T.Optional(T.String({ format: 'uuid' })),
});
type MailEvent = Static<typeof MailEvent>;

const EVENTS_MAX = 2000;

/** What became of e-mails: SendGrid sends events in batches. */
export function mailWebhook(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const publicKey = keyOf(deps.config.SENDGRID_WEBHOOK_PUBLIC_KEY);
    takeRawBodies(app, 'application/json');
    app.post(
      '/api/notifications/webhook/sendgrid',
      {
        config: { who: 'provider' },
        schema: {
          tags: ['webhooks'],
          summary: 'The fate of e-mails, signed in `X-Twilio-Email-Event-Webhook-Signature`',
          response: { 200: Accepted, ...refusals() },
        },
      },
      async (request) => {
        if (!isSigned(request, publicKey)) throw unsigned();
        for (const event of eventsIn(rawBodyOf(request))) await receive(deps, event);
        return { received: true };
      },
    );
  };
}

async function receive(
  deps: ApiDeps,
  { event, sg_event_id: eventId, notification_id: notificationId }: MailEvent,
) {
  const status = deliveries.get(event);
  const received = {
    provider: 'sendgrid' as const,
    eventId,
    kind: event,
    objectId: notificationId ?? '',
    consultationId: null,
  };
  await receiveEvent(deps, received, async () => {
    if (!status || notificationId === undefined) return;
    await recordDelivery(
      deps.db,
      { notificationId },
      { status, ...(status === 'failed' && { errorCode: event }) },
    );
  });
}

/** Over the time and the bytes together, by the key that SendGrid shows for this webhook. */
function isSigned(request: FastifyRequest, publicKey: KeyObject): boolean {
  const timestamp = headerOf(request, 'x-twilio-email-event-webhook-timestamp');
  const signature = headerOf(request, 'x-twilio-email-event-webhook-signature');
  const content = Buffer.concat([Buffer.from(timestamp), rawBodyOf(request)]);
  return verify('sha256', content, publicKey, Buffer.from(signature, 'base64'));
}

function keyOf(base64: string): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
  } catch (cause) {
    throw new Error('SENDGRID_WEBHOOK_PUBLIC_KEY is not a public key (SPKI, DER, base64).', { cause });
  }
}

function unsigned(): Error {
  return invalidRequest([
    { pointer: '/headers/x-twilio-email-event-webhook-signature', detail: 'is not a signature of this body' },
  ]);
}

/** What is signed is SendGrid's; an event of a shape that is not known is passed over. */
function eventsIn(body: Buffer): MailEvent[] {
  const events = parsed(body);
  if (!Array.isArray(events)) return [];
  return events.slice(0, EVENTS_MAX).filter((event: unknown) => Check(MailEvent, event));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw invalidRequest([{ pointer: '/body', detail: 'is not valid JSON' }]);
  }
}
