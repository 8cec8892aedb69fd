import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SandboxContext, SandboxKeys } from '#sandbox/context.ts';
import { type Answer, bodyText, carryOut, jsonAnswer } from '#sandbox/exchange.ts';
import { sameText } from '#sandbox/secrets.ts';
import { faultAnswer, notFound, refusalAnswer, TwilioRefusal } from './errors.ts';
import { readForm } from './form.ts';
import { messageOperations } from './messages.ts';
import type { TwilioOperation } from './operation.ts';
import { roomOperations } from './room-operations.ts';

type TwilioRequest = FastifyRequest<{ Params: Record<string, string> }>;

export function twilioOperations(context: SandboxContext): TwilioOperation[] {
  return [...messageOperations(context), ...roomOperations(context)];
}

/** Twilio's products below `/twilio`: `api` and `video` stand for the hosts `api.twilio.com` and `video.twilio.com`. */
export function registerTwilio(
  app: FastifyInstance,
  context: SandboxContext,
  operations: readonly TwilioOperation[],
): void {
  const { log, faults, clock } = context;
  const shared = { log, provider: 'twilio' as const, nowMs: clock.nowMs, faultAnswer };
  for (const operation of operations) {
    app.route<{ Params: Record<string, string> }>({
      method: operation.method,
      url: operation.path,
      handler: (request, reply) =>
        carryOut({
          ...shared,
          request,
          reply,
          operation: operation.name,
          fault: faults.take('twilio', operation.name),
          run: (meddle) => execute(context, operation, request, meddle),
        }),
    });
  }
  app.all('/twilio/*', (request, reply) => {
    const run = async () => ({ answer: refusalAnswer(notFound(request.url.split('?', 1)[0] ?? '')) });
    return carryOut({ ...shared, request, reply, operation: null, fault: undefined, run });
  });
}

async function execute(
  context: SandboxContext,
  operation: TwilioOperation,
  request: TwilioRequest,
  meddle: () => Promise<Answer | undefined>,
): Promise<{ answer: Answer }> {
  try {
    refuseCredentials(request, context.options.keys);
    const [path = '', query = ''] = request.url.split('?', 2);
    const ids = Object.fromEntries(
      Object.entries(request.params).map(([name, id]) => [name, id.replace(/\.json$/, '')]),
    );
    const work = operation.prepare({
      ids,
      path,
      form: readForm(operation.method === 'GET' ? query : bodyText(request.body)),
    });
    const instead = await meddle();
    return { answer: instead ?? jsonAnswer(operation.successStatus, context.store.change(work)) };
  } catch (error) {
    if (error instanceof TwilioRefusal) return { answer: refusalAnswer(error) };
    throw error;
  }
}

/** The API key with its secret, or the account with its auth token. */
function refuseCredentials(request: TwilioRequest, keys: SandboxKeys): void {
  const [scheme, encoded = ''] = request.headers.authorization?.split(' ', 2) ?? [];
  const credentials = scheme === 'Basic' ? Buffer.from(encoded, 'base64').toString() : '';
  const known = [
    `${keys.twilioApiKey}:${keys.twilioApiSecret}`,
    `${keys.twilioAccountSid}:${keys.twilioAuthToken}`,
  ];
  if (!known.some((pair) => sameText(pair, credentials))) throw new TwilioRefusal(401, 20003, 'Authenticate');
  const account = request.params['account'];
  if (account !== undefined && account !== keys.twilioAccountSid)
    throw notFound(request.url.split('?', 1)[0] ?? '');
}
