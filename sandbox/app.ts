import { fastify, type FastifyInstance, LogController } from 'fastify';
import { openPeoplesAccounts } from './calendars/accounts.ts';
import { sandboxClients } from './calendars/clients.ts';
import { createClock } from './clock.ts';
import type { SandboxContext, SandboxOptions } from './context.ts';
import { calendarControl } from './control/calendars.ts';
import { faultControl } from './control/faults.ts';
import { messageControl } from './control/messages.ts';
import { paymentControl } from './control/payments.ts';
import { requestControl } from './control/requests.ts';
import { roomControl } from './control/rooms.ts';
import { webhookControl } from './control/webhooks.ts';
import { answerFailure } from './failures.ts';
import { createFaults } from './faults.ts';
import { guardApp, guardControl } from './guard.ts';
import { googleOperationNames, googleOperations, registerGoogle } from './google/routes.ts';
import { icsOperations, registerIcs } from './ics/routes.ts';
import {
  microsoftOperationNames,
  microsoftOperations,
  registerMicrosoft,
  withoutRepeatedBase,
} from './microsoft/routes.ts';
import { registerPages } from './pages/routes.ts';
import { createRequestLog } from './request-log.ts';
import { openState } from './state.ts';
import { openStore } from './store.ts';
import { createEngine } from './stripe/engine.ts';
import { createRaces } from './stripe/races.ts';
import { registerStripe, stripeOperations } from './stripe/routes.ts';
import { registerSendgrid, sendgridOperations } from './sendgrid/routes.ts';
import { startSweeping } from './sweep.ts';
import { registerTwilio, twilioOperations } from './twilio/routes.ts';
import { createWebhooks } from './webhooks.ts';

/** The sandbox as a Fastify app: no listening, no environment. Close it to stop its timers and its file. */
export function buildSandbox(options: SandboxOptions): FastifyInstance {
  const context = createContext(options);
  const app = fastify({
    ...(options.logger && { loggerInstance: options.logger }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 31 * 1024 * 1024,
    routerOptions: { maxParamLength: 1100 },
    forceCloseConnections: true,
    rewriteUrl: ({ url = '/' }) => withoutRepeatedBase(url),
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  );
  app.setErrorHandler(answerFailure);
  guardApp(app);

  const stripe = stripeOperations(context.stripe, createRaces(context.stripe, context.state.armedPayments));
  const twilio = twilioOperations(context);
  const google = googleOperations(context);
  const microsoft = microsoftOperations(context);
  app.get('/healthz', () => ({ status: 'ok' }));
  registerStripe(app, context, stripe);
  registerTwilio(app, context, twilio);
  registerSendgrid(app, context);
  registerGoogle(app, context, google);
  registerMicrosoft(app, context, microsoft);
  registerIcs(app, context);
  const operations = {
    stripe: stripe.map(({ name }) => name),
    twilio: twilio.map(({ name }) => name),
    sendgrid: sendgridOperations,
    google: googleOperationNames(google),
    microsoft: microsoftOperationNames(microsoft),
    ics: icsOperations,
  };
  registerPages(app, context, operations);
  app.register(
    async (control) => {
      guardControl(control, options.token);
      paymentControl(control, context);
      messageControl(control, context);
      roomControl(control, context);
      webhookControl(control, context);
      calendarControl(control, context);
      requestControl(control, context);
      faultControl(control, context, operations);
    },
    { prefix: '/_sandbox' },
  );

  const stopSweeping = startSweeping(context);
  app.addHook('onClose', async () => {
    stopSweeping();
    await context.webhooks.close();
    context.store.close();
  });
  return app;
}

function createContext(options: SandboxOptions): SandboxContext {
  const store = openStore(options.dataFile);
  const state = openState(store);
  const clock = createClock(options.wallClock, state.clockOffset.find('offset'));
  openPeoplesAccounts(state, clock.nowMs());
  const webhooks = createWebhooks({
    collection: state.webhooks,
    settings: state.webhookMode,
    keys: options.keys,
    nowMs: clock.nowMs,
  });
  const stripe = createEngine({ state, clock, webhooks, webhookUrl: options.stripeWebhookUrl });
  return {
    options,
    clock,
    store,
    state,
    webhooks,
    faults: createFaults(),
    log: createRequestLog(state.requests),
    stripe,
    calendarClients: options.calendarClients ?? sandboxClients,
  };
}
