import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { findConsultationOfRoom } from '#db/meetings.ts';
import { meetingChanged } from '#workflows/contract.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Accepted } from './accepted.ts';
import { receiveHint } from './inbox.ts';
import { takeRawBodies } from './raw-bodies.ts';
import { signedParameters } from './twilio-signature.ts';

const HINTS_OF_ROOM_MAX = 1_000;

/** Events of Twilio Video: somebody joined or left, a room ended. The workflow asks Twilio who is there. */
export function videoWebhook(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    takeRawBodies(app, 'application/x-www-form-urlencoded');
    app.post(
      '/api/video/webhook',
      {
        config: { who: 'provider' },
        schema: {
          tags: ['webhooks'],
          summary: 'Events of Twilio Video, signed in `X-Twilio-Signature`',
          response: { 200: Accepted, ...refusals('forbidden') },
        },
      },
      async (request) => {
        const parameters = signedParameters(request, deps);
        const text = (name: string) => parameters.get(name) ?? '';
        const [room, event] = [text('RoomSid'), text('StatusCallbackEvent')];
        // Nobody needs another hint about a room after so many, and a workflow's history has an end.
        const isTold = Number(text('SequenceNumber')) <= HINTS_OF_ROOM_MAX;
        const received = {
          provider: 'twilio' as const,
          // Twilio numbers the events of a room.
          eventId: ['video', room, event, text('SequenceNumber'), text('ParticipantSid')].join(':'),
          kind: event,
          objectId: room,
          consultationId: (isTold && (await findConsultationOfRoom(deps.db, text('RoomName')))) || null,
        };
        await receiveHint(deps, meetingChanged, received);
        return { received: true };
      },
    );
  };
}
