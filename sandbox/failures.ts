import type { FastifyReply, FastifyRequest } from 'fastify';
import { GoogleRefusal, refusalAnswer as googleAnswer } from './google/errors.ts';
import { GraphRefusal, refusalAnswer as graphAnswer } from './microsoft/errors.ts';
import { mailFault, refusalAnswer as sendgridAnswer } from './sendgrid/errors.ts';
import { invalidRequest } from './stripe/errors.ts';
import { refusalAnswer as twilioAnswer, TwilioRefusal } from './twilio/errors.ts';

/** Answers a request that could not even be read, or that broke the sandbox, in the shape of the provider it was meant for. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = statusOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (status >= 500)
    request.log.error({ err: error, url: request.url }, 'a request failed inside the sandbox');
  return reply
    .code(status)
    .type('application/json')
    .send(bodyFor(request.url, status, message));
}

function bodyFor(url: string, status: number, message: string): string {
  if (url.startsWith('/sendgrid/'))
    return sendgridAnswer(status, [mailFault(null, `Bad Request: ${message}`)]).body;
  if (url.startsWith('/twilio/'))
    return twilioAnswer(new TwilioRefusal(status, status >= 500 ? 20500 : 20001, message)).body;
  if (/^\/(google|calendar\/v3)\//.test(url))
    return googleAnswer(
      new GoogleRefusal({ status, reason: status >= 500 ? 'backendError' : 'parseError', message }),
    ).body;
  if (url.startsWith('/microsoft/'))
    return graphAnswer(
      new GraphRefusal(status, status >= 500 ? 'InternalServerError' : 'BadRequest', message),
    ).body;
  if (url.startsWith('/v1/'))
    return JSON.stringify({
      error: { ...invalidRequest(message).body, ...(status >= 500 && { type: 'api_error' }) },
    });
  return JSON.stringify({ error: message });
}

/** Faults of the request keep the status that Fastify gives them; whatever else goes wrong is ours. */
function statusOf(error: unknown): number {
  const status: unknown = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : 500;
}
