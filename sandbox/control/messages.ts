import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { SandboxContext } from '#sandbox/context.ts';
import { messagesOf } from '#sandbox/inbox.ts';

/** What arrived at people, oldest first. */
export function messageControl(app: FastifyInstance, context: SandboxContext): void {
  const querystring = Type.Object({
    to: Type.Optional(Type.String()),
    channel: Type.Optional(Type.Enum(['email', 'sms'])),
  });
  app.withTypeProvider<TypeBoxTypeProvider>().get('/messages', { schema: { querystring } }, (request) => {
    const { to, channel } = request.query;
    const data = messagesOf(context.state)
      .filter((message) => to === undefined || message.to.toLowerCase() === to.toLowerCase())
      .filter((message) => channel === undefined || message.channel === channel)
      .map(({ at, ...message }) => ({ ...message, at: new Date(at).toISOString() }));
    return { data };
  });
}
