import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SandboxContext } from '#sandbox/context.ts';
import { carryOut } from '#sandbox/exchange.ts';
import { faultAnswer, newRequestId, refusalAnswer } from './answers.ts';
import { balanceOperations } from './balance.ts';
import { chargeOperations } from './charges.ts';
import { checkoutSessionOperations, type ExpireMoments } from './checkout-sessions.ts';
import type { Engine } from './engine.ts';
import { StripeRefusal } from './errors.ts';
import { eventOperations } from './events.ts';
import { execute } from './execution.ts';
import type { KeysInFlight } from './idempotency.ts';
import type { Operation } from './operation.ts';
import { paymentIntentOperations } from './payment-intents.ts';
import { refundOperations } from './refunds.ts';

export function stripeOperations(engine: Engine, moments: ExpireMoments): Operation[] {
  return [
    ...checkoutSessionOperations(engine, moments),
    ...paymentIntentOperations(engine),
    ...chargeOperations(engine),
    ...refundOperations(engine),
    ...eventOperations(engine),
    ...balanceOperations(engine),
  ];
}

/** Stripe's API under `/v1`, as the SDK speaks it. */
export function registerStripe(
  app: FastifyInstance,
  context: SandboxContext,
  operations: readonly Operation[],
): void {
  const inFlight: KeysInFlight = new Set();
  const { log, faults, clock } = context;
  const shared = { log, provider: 'stripe' as const, nowMs: clock.nowMs, faultAnswer };
  for (const operation of operations) {
    app.route<{ Params: { id?: string } }>({
      method: operation.method,
      url: operation.path,
      handler: (request, reply) =>
        carryOut({
          ...shared,
          request,
          reply,
          operation: operation.name,
          fault: faults.take('stripe', operation.name),
          run: (meddle) => execute({ context, operation, request, inFlight }, meddle),
        }),
    });
  }
  app.all('/v1/*', (request, reply) => {
    const run = async () => ({ answer: refusalAnswer(unknownUrl(request), newRequestId()) });
    return carryOut({ ...shared, request, reply, operation: null, fault: undefined, run });
  });
}

function unknownUrl(request: FastifyRequest): StripeRefusal {
  const [path] = request.url.split('?', 1);
  return new StripeRefusal(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${request.method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });
}
