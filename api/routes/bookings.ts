import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { mustProveAddress, sendFirstCode } from '#api/accounts/address-proof.ts';
import { bodyHash, bookingIdentity, callerNameOf, idempotencyKeyOf } from '#api/booking/booking-identity.ts';
import { draftOf } from '#api/booking/booking-preparation.ts';
import { BookingRequest } from '#api/booking/booking-request.ts';
import { bookOnce } from '#api/booking/booking.ts';
import { viewerOf } from '#api/consultations/consultation-file.ts';
import { BookedConsultation } from '#api/consultations/consultation-schemas.ts';
import { bookedOf } from '#api/consultations/consultation-view.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { WithHeaders } from '#api/http/schema-parts.ts';

const Headers = T.Object({
  'idempotency-key': T.Optional(
    T.String({
      description:
        'Required. 1 to 255 visible ASCII characters: a new one for each booking, the same for each repeat.',
      examples: ['9d2f6c1e-8f0a-4f5d-a1e7-2b3c4d5e6f70'],
    }),
  ),
});

/** Booking: takes the slot, and answers with the link to pay. */
export function bookingRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/api/consultations',
      {
        config: { who: 'client', scope: 'consultations:book' },
        schema: {
          tags: ['consultations'],
          summary: 'Book a consultation',
          description:
            'Takes the slot and opens the payment. The slot is held until `holdExpiresAt`; paying confirms it. ' +
            'A client whose address nobody has proven yet is sent a code, and sees the link to pay once it has been entered. ' +
            'The same Idempotency-Key answers with the same consultation, or with the same refusal.',
          headers: Headers,
          body: BookingRequest,
          response: {
            201: WithHeaders(T.Object({ consultation: BookedConsultation }), {
              Location: T.String({ description: 'The path of the consultation.' }),
            }),
            ...refusals(
              'idempotency_key_required',
              'unauthenticated',
              'forbidden',
              'not_found',
              'slot_taken',
              'slot_unavailable',
              'client_busy',
              'idempotency_key_reused',
            ),
          },
        },
      },
      async (request, reply) => {
        const { caller, body, receivedAt } = request;
        if (caller.kind === 'anonymous') throw new Error('strangers cannot book');
        const key = idempotencyKeyOf(request.headers['idempotency-key']);
        const callerName = callerNameOf(caller);
        const identity = bookingIdentity(callerName, key);
        const received = { ...identity, caller, body, receivedAt };
        const booked = await bookOnce(deps, {
          claim: {
            caller: callerName,
            key,
            bodyHash: bodyHash(body),
            consultationId: identity.consultationId,
          },
          viewer: viewerOf(request),
          draft: draftOf(deps, received),
        });
        if (caller.kind === 'user' && mustProveAddress(booked))
          app.background('first code', () => sendFirstCode(app, deps, caller.id));
        reply.header('location', `/api/consultations/${booked.id}`);
        return reply.code(201).send({ consultation: bookedOf(booked) });
      },
    );
  };
}
