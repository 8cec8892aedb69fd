import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SandboxContext } from '#sandbox/context.ts';
import { sweep } from '#sandbox/sweep.ts';

/** What the product asked of the providers, and the time they believe it is. */
export function requestControl(app: FastifyInstance, context: SandboxContext): void {
  const { log, clock, store, state } = context;
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();

  const query = Type.Object({
    provider: Type.Optional(Type.String()),
    operation: Type.Optional(Type.String()),
  });
  typed.get('/requests', { schema: { querystring: query } }, (request) => {
    const { provider, operation } = request.query;
    const data = log
      .list()
      .filter((entry) => provider === undefined || entry.provider === provider)
      .filter((entry) => operation === undefined || entry.operation === operation)
      .map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
    return { data };
  });

  typed.get('/clock', () => ({ now: new Date(clock.nowMs()).toISOString(), offsetMs: clock.offsetMs() }));

  const advance = Type.Object(
    { ms: Type.Integer({ minimum: 0, maximum: 365 * 24 * 3_600_000 }) },
    { additionalProperties: false },
  );
  typed.post('/clock', { schema: { body: advance } }, (request) => {
    clock.advance(request.body.ms);
    store.change(() => {
      state.clockOffset.put('offset', clock.offsetMs());
      sweep(context);
    });
    return { now: new Date(clock.nowMs()).toISOString(), offsetMs: clock.offsetMs() };
  });
}
