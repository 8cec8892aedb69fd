import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SandboxContext } from '#sandbox/context.ts';
import { webhookModes } from '#sandbox/webhook-records.ts';

/** What becomes of the webhooks from now on, and of those that were held. */
export function webhookControl(app: FastifyInstance, { webhooks }: SandboxContext): void {
  const typed = app.withTypeProvider<TypeBoxTypeProvider>();

  typed.get('/webhooks', () => ({
    mode: webhooks.mode(),
    data: webhooks.list().map((webhook) => ({
      id: webhook.id,
      provider: webhook.provider,
      kind: webhook.kind,
      about: webhook.about,
      eventId: webhook.eventId,
      url: webhook.url,
      fate: webhook.fate,
      at: new Date(webhook.createdAt).toISOString(),
      attempts: webhook.attempts.map((attempt) => ({ ...attempt, at: new Date(attempt.at).toISOString() })),
    })),
  }));

  const mode = Type.Object({ mode: Type.Enum(webhookModes) }, { additionalProperties: false });
  typed.post('/webhooks', { schema: { body: mode } }, (request) => {
    webhooks.setMode(request.body.mode);
    return { mode: request.body.mode };
  });

  const release = Type.Object(
    { order: Type.Optional(Type.Enum(['kept', 'reverse'])) },
    { additionalProperties: false },
  );
  typed.post('/webhooks/release', { schema: { body: release } }, (request) => ({
    released: webhooks.release(request.body.order),
  }));

  typed.post(
    '/webhooks/:id/resend',
    { schema: { params: Type.Object({ id: Type.String() }) } },
    (request, reply) =>
      webhooks.resend(request.params.id)
        ? reply.code(202).send({})
        : reply.code(404).send({ error: 'There is no such webhook.' }),
  );
}
