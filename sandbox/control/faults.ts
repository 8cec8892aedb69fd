import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SandboxContext } from '#sandbox/context.ts';
import { type Fault, faultKinds } from '#sandbox/faults.ts';
import { randomText } from '#sandbox/identifiers.ts';

const newFault = Type.Object(
  {
    provider: Type.Enum(['stripe', 'twilio', 'sendgrid']),
    operation: Type.String(),
    kind: Type.Enum(faultKinds),
    status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599 })),
    ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 300_000 })),
    times: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  },
  { additionalProperties: false },
);

/** How long a timeout keeps the caller waiting when nothing is said: longer than any client waits. */
const timeoutMs = 60_000;
const latencyMs = 1_000;

export function faultControl(
  app: FastifyInstance,
  { faults }: SandboxContext,
  operations: Readonly<Record<Fault['provider'], readonly string[]>>,
): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();

  typed.get('/operations', () => operations);

  typed.get('/faults', () => ({ data: faults.list() }));

  typed.post('/faults', { schema: { body: newFault } }, (request, reply) => {
    const {
      provider,
      operation,
      kind,
      status = 500,
      times,
      ms = kind === 'latency' ? latencyMs : timeoutMs,
    } = request.body;
    if (operation !== '*' && !operations[provider].includes(operation)) {
      return reply
        .code(400)
        .send({ error: `${provider} has no operation ${operation}; GET /_sandbox/operations lists them.` });
    }
    const fault: Fault = {
      id: `fault_${randomText(8)}`,
      provider,
      operation,
      kind,
      status,
      ms,
      left: times ?? null,
    };
    faults.add(fault);
    return reply.code(201).send(fault);
  });

  typed.delete('/faults', () => {
    faults.clear();
    return { data: [] };
  });
}
