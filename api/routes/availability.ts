import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { addOverride, deleteOverride, findAvailability, replaceAvailability } from '#db/availability.ts';
import type { LawyerAvailability } from '#db/availability.ts';
import { availabilityFaults } from '#domain/availability-faults.ts';
import type { Fault } from '#domain/problem.ts';
import {
  Availability,
  AvailabilityChange,
  Conflicts,
  NewOverride,
  Override,
} from '#api/lawyers/availability-schemas.ts';
import {
  availabilityOf,
  conflictsOf,
  overrideView,
  requestFault,
  ruleOfOverride,
  rulesOf,
} from '#api/lawyers/availability-view.ts';
import type { ApiDeps } from '#api/deps.ts';
import { isOwn, ownLawyer, visibleLawyer } from '#api/lawyers/own-lawyer.ts';
import { invalidRequest, notFound } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Strict, Uuid } from '#api/http/schema-parts.ts';
import { etagOf, expectedVersion } from '#api/http/versions.ts';

const params = Strict({ id: Uuid });
const IfMatch = T.Object({
  'if-match': T.Optional(
    T.String({ description: 'Required: the ETag that you have read.', examples: ['"3"'] }),
  ),
});
const Changed = T.Interface([Availability], { conflicts: Conflicts });

/** When a lawyer is open. What is booked stays; the answer of each change names what no longer fits. */
export function availabilityRoutes({ db }: ApiDeps): FastifyPluginAsyncTypebox {
  const tags = ['availability'];
  const read = async (lawyerId: string): Promise<LawyerAvailability> => {
    const availability = await findAvailability(db, lawyerId);
    if (!availability) throw notFound();
    return availability;
  };

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
          response: { 200: Availability, ...refusals('not_found') },
        },
      },
      async (request, reply) => {
        const lawyer = await visibleLawyer(db, request, request.params.id);
        const availability = await read(lawyer.id);
        reply.header('etag', etagOf(availability.version));
        return availabilityOf(availability, isOwn(request, lawyer));
      },
    );

    app.put(
      '/api/lawyers/:id/availability',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Change when you are open; absent fields stay',
          params,
          headers: IfMatch,
          body: AvailabilityChange,
          response: {
            200: Changed,
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
        const version = expectedVersion(request.headers['if-match']);
        const rules = rulesOf(request.body);
        const faults = [
          ...notYet(request.body),
          ...availabilityFaults({ ...(await read(lawyer.id)), ...withoutNulls(rules) }).map(requestFault),
        ];
        if (faults.length > 0) throw invalidRequest(faults);
        const { conflicts } = await replaceAvailability(db, {
          lawyerId: lawyer.id,
          expectedVersion: version,
          rules,
          now: request.receivedAt,
        });
        const changed = await read(lawyer.id);
        reply.header('etag', etagOf(changed.version));
        return { ...availabilityOf(changed, true), conflicts: conflictsOf(conflicts) };
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
          body: NewOverride,
          response: {
            201: T.Object({ override: Override, conflicts: Conflicts }),
            ...refusals('unauthenticated', 'forbidden', 'not_found'),
          },
        },
      },
      async (request, reply) => {
        const lawyer = await ownLawyer(db, request, request.params.id);
        const override = ruleOfOverride(request.body);
        const rules = await read(lawyer.id);
        const last = rules.overrides.length;
        const faults = availabilityFaults({ ...rules, overrides: [...rules.overrides, override] }).map(
          ({ pointer, detail }) =>
            requestFault({ pointer: pointer.replace(`/overrides/${last}`, ''), detail }),
        );
        if (faults.length > 0) throw invalidRequest(faults);
        const added = await addOverride(db, lawyer.id, { override, now: request.receivedAt });
        reply.header('etag', etagOf(added.version));
        return reply.code(201).send({
          override: overrideView({ ...override, id: added.id }, true),
          conflicts: conflictsOf(added.conflicts),
        });
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
          response: {
            200: T.Object({ conflicts: Conflicts }),
            ...refusals('unauthenticated', 'forbidden', 'not_found'),
          },
        },
      },
      async (request, reply) => {
        const lawyer = await ownLawyer(db, request, request.params.id);
        const { overrideId } = request.params;
        const deleted = await deleteOverride(db, lawyer.id, { overrideId, now: request.receivedAt });
        reply.header('etag', etagOf(deleted.version));
        return { conflicts: conflictsOf(deleted.conflicts) };
      },
    );
  };
}

/** What the schema knows and the rest of Majlis does not yet. */
function notYet({ instantBookingEnabled, travel = [] }: T.Static<typeof AvailabilityChange>): Fault[] {
  const approval =
    instantBookingEnabled === false
      ? [
          {
            pointer: '/body/instantBookingEnabled',
            detail: 'must be true: approval by hand is not offered yet',
          },
        ]
      : [];
  const journeys =
    travel.length > 0 ? [{ pointer: '/body/travel', detail: 'must be empty: it is not offered yet' }] : [];
  return [...approval, ...journeys];
}

function withoutNulls(rules: ReturnType<typeof rulesOf>) {
  const { limitPerDay, limitPerWeek, ...rest } = rules;
  return {
    ...rest,
    ...(limitPerDay !== undefined && { limitPerDay: limitPerDay ?? undefined }),
    ...(limitPerWeek !== undefined && { limitPerWeek: limitPerWeek ?? undefined }),
  };
}
