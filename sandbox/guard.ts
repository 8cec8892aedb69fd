import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sameText } from './secrets.ts';

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A name that points at this machine; another one means that a web page found its way here under its own name. */
export function isLoopbackHost(host: string | undefined): boolean {
  const url = host === undefined ? null : URL.parse(`http://${host}`);
  return url !== null && loopbackNames.has(url.hostname);
}

/** Keeps web pages of other origins out: every request names this machine, and a change comes from our own pages or from no page. */
export function guardApp(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!isLoopbackHost(request.headers.host))
      return refuse(reply, 'The sandbox answers under localhost and 127.0.0.1 only.');
    const { origin } = request.headers;
    if (origin !== undefined && !isOwnOrigin(request))
      return refuse(reply, 'Requests from pages of another origin are refused.');
    return undefined;
  });
}

/** For `/_sandbox/*`: the token that `npm start` prints. */
export function guardControl(app: FastifyInstance, token: string): void {
  app.addHook('onRequest', async (request, reply) => {
    const header = request.headers['x-sandbox-token'];
    if (typeof header === 'string' && sameText(header, token)) return undefined;
    return reply.code(401).send({ error: 'Send the header x-sandbox-token; npm start prints its value.' });
  });
  // A command without parameters may come without a body.
  app.addHook('preValidation', async (request) => {
    request.body ??= {};
  });
}

/** For the forms of the sandbox's own pages: a browser says where a form was sent from, and it must be here. */
export async function refuseForeignForm(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  return isOwnOrigin(request)
    ? undefined
    : refuse(reply, "This form works from the sandbox's own pages only.");
}

function isOwnOrigin(request: FastifyRequest): boolean {
  return request.headers.origin === `http://${request.headers.host ?? ''}`;
}

function refuse(reply: FastifyReply, error: string): FastifyReply {
  return reply.code(403).send({ error });
}
