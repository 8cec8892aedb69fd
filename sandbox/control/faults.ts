import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SandboxContext } from '#sandbox/context.ts';
import { faultKinds, type Operations } from '#sandbox/faults.ts';
import { providers } from '#sandbox/webhook-records.ts';

const newFault = Type.Object(
  {
    provider: Type.Enum(providers),
    operation: Type.String(),
    kind: Type.Enum(faultKinds),
    status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599 })),
    ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 300_000 })),
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  { additionalProperties: false },
);

export function faultControl(app: FastifyInstance, { faults }: SandboxContext, operations: Operations): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();

  typed.get('/operations', () => operations);

  typed.get('/faults', () => ({ data: faults.list() }));

  typed.post('/faults', { schema: { body: newFault } }, (request, reply) => {
    const { provider, operation } = request.body;
    if (operation !== '*' && !operations[provider].includes(operation)) {
      return reply
        .code(400)
        .send({ error: `${provider} has no operation ${operation}; GET /_sandbox/operations lists them.` });
    }
    return reply.code(201).send(faults.add(request.body));
  });

  typed.delete('/faults', () => {
    faults.clear();
    return { data: [] };
  });
}
