import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { editAvailability } from '#db/availability-edits.ts';
import { isSameOverride } from '#db/availability-entries.ts';
import { getAvailability } from '#db/availability.ts';
import { Problem } from '#domain/problem.ts';
import { userOf } from '#api/accounts/caller.ts';
import {
  Availability,
  AvailabilityChange,
  Conflicts,
  HOURS_BYTES_MAX,
  IfMatch,
  NewOverride,
  Override,
} from '#api/lawyers/availability-schemas.ts';
import {
  requireSoundChange,
  requireSoundOverride,
  ruleOfOverride,
} from '#api/lawyers/availability-request.ts';
import { availabilityOf, conflictsOf, overrideView } from '#api/lawyers/availability-view.ts';
import type { ApiDeps } from '#api/deps.ts';
import { isOwn, ownLawyer, visibleLawyer } from '#api/lawyers/own-lawyer.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Strict, Uuid, WithHeaders } from '#api/http/schema-parts.ts';
import { etagOf, expectedVersion, expectedVersionIfAny, versionHeader } from '#api/http/versions.ts';

const params = Strict({ id: Uuid });
const Changed = T.Interface([Availability], { conflicts: Conflicts });
const OptionalIfMatch = T.Object({
  'if-match': T.Optional(T.String({ description: 'Optional here.', examples: ['"3"'], maxLength: 1000 })),
});

/** When a lawyer is open. What is booked stays; the answer of each change names what no longer fits. */
export function availabilityRoutes({ db }: ApiDeps): FastifyPluginAsyncTypebox {
  const tags = ['availability'];

  return async (app) => {
    app.get(
      '/api/lawyers/:id/availability',
      {
        config: { who: 'all' },
        schema: {
          tags,
          summary: 'When a lawyer is open',
          description: 'The ETag is what a change sends as If-Match.',
          params,
          response: { 200: WithHeaders(Availability, versionHeader), ...refusals('not_found') },
        },
      },
      async (request, reply) => {
        const lawyer = await visibleLawyer(db, request, request.params.id);
        const availability = await getAvailability(db, lawyer.id);
        reply.header('etag', etagOf(availability.version));
        return availabilityOf(availability, isOwn(request, lawyer));
      },
    );

    app.put(
      '/api/lawyers/:id/availability',
      {
        config: { who: 'signed_in' },
        bodyLimit: HOURS_BYTES_MAX,
        schema: {
          tags,
          summary: 'Change when you are open; absent fields stay',
          description:
            'One step, or none. Overrides, temporary hours and travel keep their ids where they are sent along.',
          params,
          headers: IfMatch,
          body: AvailabilityChange,
          response: {
            200: WithHeaders(Changed, versionHeader),
            ...refusals(
              'unauthenticated',
              'forbidden',
              'not_found',
              'version_conflict',
              'precondition_required',
            ),
          },
        },
      },
      async (request, reply) => {
        const lawyer = await ownLawyer(db, request, request.params.id);
        const { availability, conflicts } = await editAvailability(db, {
          lawyerId: lawyer.id,
          kind: 'hours_changed',
          actorId: userOf(request).id,
          expectedVersion: expectedVersion(request.headers['if-match']),
          change: (kept) => requireSoundChange(kept, request.body),
          now: request.receivedAt,
        });
        reply.header('etag', etagOf(availability.version));
        return { ...availabilityOf(availability, true), conflicts: conflictsOf(conflicts) };
      },
    );

    app.post(
      '/api/lawyers/:id/availability/overrides',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Another rule for some dates',
          params,
          headers: OptionalIfMatch,
          body: NewOverride,
          response: {
            201: WithHeaders(T.Object({ override: Override, conflicts: Conflicts }), versionHeader),
            ...refusals('unauthenticated', 'forbidden', 'not_found', 'version_conflict'),
          },
        },
      },
      async (request, reply) => {
        const lawyer = await ownLawyer(db, request, request.params.id);
        const override = ruleOfOverride(request.body);
        const { availability, conflicts } = await editAvailability(db, {
          lawyerId: lawyer.id,
          kind: 'override_added',
          actorId: userOf(request).id,
          expectedVersion: expectedVersionIfAny(request.headers['if-match']),
          change: (kept) => requireSoundOverride(kept, override),
          now: request.receivedAt,
        });
        const added = availability.overrides.find((kept) => isSameOverride(kept, override));
        if (!added) throw new Error('the override was not added');
        reply.header('etag', etagOf(availability.version));
        return reply
          .code(201)
          .send({ override: overrideView(added, true), conflicts: conflictsOf(conflicts) });
      },
    );

    app.delete(
      '/api/lawyers/:id/availability/overrides/:overrideId',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Take a rule for some dates away',
          params: Strict({ id: Uuid, overrideId: Uuid }),
          headers: OptionalIfMatch,
          response: {
            200: WithHeaders(T.Object({ conflicts: Conflicts }), versionHeader),
            ...refusals('unauthenticated', 'forbidden', 'not_found', 'version_conflict'),
          },
        },
      },
      async (request, reply) => {
        const lawyer = await ownLawyer(db, request, request.params.id);
        const overrideId = request.params.overrideId.toLowerCase();
        const { availability, conflicts } = await editAvailability(db, {
          lawyerId: lawyer.id,
          kind: 'override_removed',
          actorId: userOf(request).id,
          expectedVersion: expectedVersionIfAny(request.headers['if-match']),
          change: ({ overrides }) => {
            const rest = overrides.filter(({ id }) => id !== overrideId);
            if (rest.length === overrides.length) throw new Problem('not_found', 'There is no such override');
            return { overrides: rest };
          },
          now: request.receivedAt,
        });
        reply.header('etag', etagOf(availability.version));
        return { conflicts: conflictsOf(conflicts) };
      },
    );
  };
}
