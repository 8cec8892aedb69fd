import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { recordDelivery } from '#db/notifications.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Accepted } from './accepted.ts';
import { receiveEvent } from './inbox.ts';
import { takeRawBodies } from './raw-bodies.ts';
import { signedParameters } from './twilio-signature.ts';

type Delivery = 'sent' | 'delivered' | 'failed';

/** What Twilio's words mean for us; those that are missing say nothing new. */
const deliveries: ReadonlyMap<string, Delivery> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
]);

/** What became of a text message. */
export function messageWebhook(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    takeRawBodies(app, 'application/x-www-form-urlencoded');
    app.post(
      '/api/notifications/webhook/twilio',
      {
        config: { who: 'provider' },
        schema: {
          tags: ['webhooks'],
          summary: 'The fate of text messages, signed in `X-Twilio-Signature`',
          response: { 200: Accepted, ...refusals('forbidden') },
        },
      },
      async (request) => {
        const parameters = signedParameters(request, deps);
        const text = (name: string) => parameters.get(name) ?? '';
        const [sid, kind, errorCode] = [text('MessageSid'), text('MessageStatus'), text('ErrorCode')];
        const status = deliveries.get(kind);
        const received = {
          provider: 'twilio' as const,
          eventId: `message:${sid}:${kind}`,
          kind: `message-${kind}`,
          objectId: sid,
          consultationId: null,
        };
        await receiveEvent(deps, received, async () => {
          if (!status) return;
          const detail = { status, ...(errorCode !== '' && { errorCode }) };
          await recordDelivery(deps.db, { providerMessageId: sid }, detail);
        });
        return { received: true };
      },
    );
  };
}
