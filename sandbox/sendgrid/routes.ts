import type { FastifyInstance } from 'fastify';
import type { SandboxContext } from '#sandbox/context.ts';
import { type Answer, carryOut } from '#sandbox/exchange.ts';
import { sameText } from '#sandbox/secrets.ts';
import { faultAnswer, mailFault, refusalAnswer } from './errors.ts';
import { acceptMail } from './mail.ts';

export const sendgridOperations = ['mail.send'];

/** SendGrid's API below `/sendgrid`. */
export function registerSendgrid(app: FastifyInstance, context: SandboxContext): void {
  const { log, faults, clock } = context;
  const shared = { log, provider: 'sendgrid' as const, nowMs: clock.nowMs, faultAnswer };
  app.post('/sendgrid/v3/mail/send', (request, reply) =>
    carryOut({
      ...shared,
      request,
      reply,
      operation: 'mail.send',
      fault: faults.take('sendgrid', 'mail.send'),
      run: async (meddle) => {
        const refused = refusedKey(request.headers.authorization, context.options.keys.sendgridApiKey);
        return { answer: refused ?? (await meddle()) ?? acceptMail(context, request.body) };
      },
    }),
  );
  app.all('/sendgrid/*', (request, reply) => {
    const run = async () => ({ answer: refusalAnswer(404, [mailFault(null, 'not found')]) });
    return carryOut({ ...shared, request, reply, operation: null, fault: undefined, run });
  });
}

function refusedKey(authorization: string | undefined, apiKey: string): Answer | undefined {
  if (authorization === undefined) {
    return refusalAnswer(401, [mailFault(null, 'Permission denied, wrong credentials')]);
  }
  if (sameText(authorization, `Bearer ${apiKey}`)) return undefined;
  return refusalAnswer(401, [
    mailFault(null, 'The provided authorization grant is invalid, expired, or revoked'),
  ]);
}
