import type { FastifyRequest } from 'fastify';
import type { SandboxContext } from '#sandbox/context.ts';
import { type Answer, bodyText } from '#sandbox/exchange.ts';
import { newRequestId, objectAnswer, refusalAnswer, replayedAnswer } from './answers.ts';
import { refuseStripeKey } from './authorization.ts';
import { StripeRefusal } from './errors.ts';
import { parseForm } from './form.ts';
import { findKeptAnswer, fingerprintOf, type KeysInFlight } from './idempotency.ts';
import type { Operation } from './operation.ts';
import { readParameters } from './parameters.ts';

export type StripeRequest = FastifyRequest<{ Params: { id?: string } }>;

interface Execution {
  context: SandboxContext;
  operation: Operation;
  request: StripeRequest;
  requestId: string;
  /** The query of a GET, the body of a POST. */
  form: string;
  key: string | undefined;
  fingerprint: string;
}

/** Carries out one request as Stripe does: who is asking, has this key an answer, are the parameters sound, then the work. */
export async function execute(
  {
    context,
    operation,
    request,
    inFlight,
  }: { context: SandboxContext; operation: Operation; request: StripeRequest; inFlight: KeysInFlight },
  meddle: () => Promise<Answer | undefined>,
): Promise<{ answer: Answer; replayed?: boolean }> {
  const execution = executionOf(context, operation, request);
  const { key, fingerprint, requestId } = execution;
  try {
    refuseStripeKey(request.headers.authorization, context.options.keys.stripeSecretKey);
    const now = context.clock.nowSeconds();
    const kept =
      key === undefined ? undefined : findKeptAnswer(context.state, inFlight, { key, fingerprint, now });
    if (kept) return { answer: replayedAnswer(kept, requestId), replayed: true };
    const work = prepare(execution);
    if (key === undefined) return { answer: (await meddle()) ?? answerOf(work, execution) };
    inFlight.add(key);
    try {
      return { answer: keepAnswer(execution, key, await meddle(), work) };
    } finally {
      inFlight.delete(key);
    }
  } catch (error) {
    if (error instanceof StripeRefusal) return { answer: refusalAnswer(error, requestId, key) };
    throw error;
  }
}

function executionOf(context: SandboxContext, operation: Operation, request: StripeRequest): Execution {
  const [path = '', query = ''] = request.url.split('?', 2);
  const form = operation.method === 'GET' ? query : bodyText(request.body);
  const header = request.headers['idempotency-key'];
  return {
    context,
    operation,
    request,
    requestId: newRequestId(),
    form,
    key: operation.method === 'POST' && typeof header === 'string' ? header : undefined,
    fingerprint: fingerprintOf(request.method, path, form),
  };
}

function prepare({ operation, request, requestId, form, key }: Execution): () => object {
  const parameters = readParameters(parseForm(form));
  const work = operation.prepare({
    id: request.params.id ?? '',
    parameters,
    cause: { requestId, idempotencyKey: key ?? null },
    baseUrl: `http://${request.headers.host ?? 'localhost'}`,
  });
  parameters.finish();
  return work;
}

/** The work and its answer are kept together or not at all, so that a key never works twice. */
function keepAnswer(
  { context, ...rest }: Execution,
  key: string,
  instead: Answer | undefined,
  work: () => object,
): Answer {
  return context.store.change(() => {
    const answer = instead ?? answerOf(work, { context, ...rest });
    const { status, body } = answer;
    const { fingerprint, requestId } = rest;
    context.state.idempotency.put(key, {
      key,
      fingerprint,
      created: context.clock.nowSeconds(),
      requestId,
      status,
      body,
    });
    return answer;
  });
}

function answerOf(work: () => object, { context, requestId, key }: Execution): Answer {
  try {
    return objectAnswer(context.store.change(work), requestId, key);
  } catch (error) {
    if (error instanceof StripeRefusal) return refusalAnswer(error, requestId, key);
    throw error;
  }
}
