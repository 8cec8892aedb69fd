import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { getConsultation } from '#db/consultations.ts';
import { resolve, retry } from '#workflows/contract.ts';
import type { AttentionResult } from '#workflows/contract.ts';
import { userOf } from '#api/accounts/caller.ts';
import { claimCommandId, command, CommandHeaders } from '#api/consultations/commands.ts';
import { StatusChoice } from '#api/consultations/consultation-schemas.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { OneOf, Strict, Uuid } from '#api/http/schema-parts.ts';

const params = Strict({ id: Uuid });
const Decided = T.Object({
  consultation: T.Object({ id: Uuid, status: StatusChoice, needsAttention: T.Boolean() }),
});
const responses = {
  200: Decided,
  ...refusals('unauthenticated', 'forbidden', 'not_found', 'invalid_state', 'idempotency_key_reused'),
};

/** What operators do with a consultation that needs attention. */
export function decisionRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  const exists = (id: string) => getConsultation(deps.db, id, { kind: 'operator' });
  return async (app) => {
    app.post(
      '/api/consultations/:id/retry',
      {
        config: { who: 'operator' },
        schema: {
          tags: ['operations'],
          summary: 'Try the step that is stuck again',
          params,
          headers: CommandHeaders,
          response: responses,
        },
      },
      async (request) => {
        const { id } = await exists(request.params.id);
        const input = { by: { kind: 'operator' as const, id: userOf(request).id } };
        const commandId = await claimCommandId(deps, request, 'retry', id);
        return decided(id, await command(deps, { consultationId: id, commandId, update: retry, input }));
      },
    );

    app.post(
      '/api/consultations/:id/resolve',
      {
        config: { who: 'operator' },
        schema: {
          tags: ['operations'],
          summary: 'Decide by hand',
          description:
            '`refund`: cancel with everything back. `complete`: it took place. `handled`: the step was done at the provider.',
          params,
          headers: CommandHeaders,
          body: Strict(
            { decision: OneOf(['refund', 'complete', 'handled']) },
            { examples: [{ decision: 'refund' }] },
          ),
          response: responses,
        },
      },
      async (request) => {
        const { id } = await exists(request.params.id);
        const input = {
          by: { kind: 'operator' as const, id: userOf(request).id },
          decision: request.body.decision,
        };
        const commandId = await claimCommandId(deps, request, 'resolve', id);
        return decided(id, await command(deps, { consultationId: id, commandId, update: resolve, input }));
      },
    );
  };
}

function decided(id: string, { status, needsAttention }: AttentionResult) {
  return { consultation: { id, status, needsAttention } };
}
