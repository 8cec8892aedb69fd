import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SandboxContext } from '#sandbox/context.ts';
import { bodyText } from '#sandbox/exchange.ts';
import { faultKinds, type NewFault, type Operations } from '#sandbox/faults.ts';
import { refuseForeignForm } from '#sandbox/guard.ts';
import { joinWithToken } from '#sandbox/twilio/access-tokens.ts';
import { joinRoom, leaveRoom } from '#sandbox/twilio/rooms.ts';
import { providers, webhookModes } from '#sandbox/webhook-records.ts';

interface ById {
  Params: { id: string };
}

/** What the forms of the pages do; each goes back to its page. */
export function commandRoutes(app: FastifyInstance, context: SandboxContext, operations: Operations): void {
  const { webhooks, faults, store } = context;
  const own = { preHandler: refuseForeignForm };

  app.post('/webhooks/mode', own, (request, reply) => {
    const mode = webhookModes.find((name) => name === formOf(request).get('mode'));
    if (mode) webhooks.setMode(mode);
    return reply.redirect('/webhooks', 303);
  });
  app.post('/webhooks/release', own, (_request, reply) => {
    webhooks.release();
    return reply.redirect('/webhooks', 303);
  });
  app.post<ById>('/webhooks/:id/resend', own, (request, reply) => {
    webhooks.resend(request.params.id);
    return reply.redirect('/webhooks', 303);
  });

  app.post('/faults', own, (request, reply) => {
    const fault = faultIn(formOf(request), operations);
    if (fault) faults.add(fault);
    return reply.redirect('/', 303);
  });
  app.post('/faults/clear', own, (_request, reply) => {
    faults.clear();
    return reply.redirect('/', 303);
  });

  app.post<ById>('/rooms/:id/join', own, (request, reply) => {
    const who = formOf(request).get('identity')?.trim() ?? '';
    const outcome = store.change(() => join(context, request.params.id, who));
    const problem =
      outcome.status === 'refused'
        ? outcome.message
        : { joined: '', full: 'The room is full.', no_room: 'This room has ended.' }[outcome.status];
    return reply.redirect(problem === '' ? '/rooms' : `/rooms?problem=${encodeURIComponent(problem)}`, 303);
  });
  app.post<ById>('/rooms/:id/leave', own, (request, reply) => {
    store.change(() => leaveRoom(context, request.params.id, formOf(request).get('identity') ?? ''));
    return reply.redirect('/rooms', 303);
  });
}

/** With an access token, as a browser does, or under any identity. */
function join(context: SandboxContext, room: string, who: string) {
  return who.split('.').length === 3
    ? joinWithToken(context, room, who)
    : joinRoom(context, room, who.slice(0, 128));
}

function formOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(bodyText(request.body));
}

function faultIn(form: URLSearchParams, operations: Operations): NewFault | undefined {
  const [name, operation = ''] = form.get('operation')?.split(' ', 2) ?? [];
  const provider = providers.find((candidate) => candidate === name);
  const kind = faultKinds.find((candidate) => candidate === form.get('kind'));
  const times = Number(form.get('times'));
  if (!provider || !kind || !Number.isInteger(times) || times < 1) return undefined;
  if (operation !== '*' && !operations[provider].includes(operation)) return undefined;
  return { provider, operation, kind, times };
}
