import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Problem, problems } from '#domain/problem.ts';
import type { Fault, ProblemCode } from '#domain/problem.ts';
import { outageOf } from './outages.ts';

export interface ProblemOptions {
  publicUrl: string;
}

const nothingHere = 'There is nothing here for you.';

/** What a path that nobody serves, and a thing that is not yours, both answer. */
export function notFound(): Problem {
  return new Problem('not_found', nothingHere);
}

/** Every fault of a request in one answer. */
export function invalidRequest(errors: readonly Fault[]): Problem {
  const first = errors[0];
  const detail = first ? `${first.pointer} ${first.detail}` : 'The request cannot be read.';
  return new Problem('invalid_request', errors.length > 1 ? `${detail}, and more.` : `${detail}.`, {
    errors,
  });
}

/** The one place where an error becomes an answer: RFC 9457 for all of them, whoever threw. */
export const problemPlugin = fp<ProblemOptions>(async (app, { publicUrl }) => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error);
    logRefusal(request, error, problem);
    return problem ? sendProblem(reply, problem, publicUrl, request.id) : sendBug(reply, request.id);
  });
});

/** The body of a refusal, as it goes over the wire. */
export function problemBody(problem: Problem, publicUrl: string, requestId: string): Record<string, unknown> {
  const { status, title } = problems[problem.code];
  const { errors, reason, members } = problem.extras;
  return {
    ...members,
    type: `${publicUrl}/problems/${problem.code}`,
    title,
    status,
    // What is not yours answers with the very bytes of what does not exist: its request id is in a header only.
    ...(problem.code === 'not_found'
      ? { detail: nothingHere }
      : { detail: problem.message, instance: requestId }),
    code: problem.code,
    ...(reason !== undefined && { reason }),
    ...(errors !== undefined && { errors }),
  };
}

/** For refusals that name no time of their own: a kept one is of a moment that has passed. */
const secondsToWait: Partial<Record<ProblemCode, number>> = {
  too_many_requests: 60,
  temporarily_unavailable: 5,
};

function sendProblem(
  reply: FastifyReply,
  problem: Problem,
  publicUrl: string,
  requestId: string,
): FastifyReply {
  const seconds = problem.extras.retryAfterSeconds ?? secondsToWait[problem.code];
  if (seconds !== undefined) reply.header('retry-after', seconds);
  return sendBody(reply, problems[problem.code].status, problemBody(problem, publicUrl, requestId));
}

function sendBug(reply: FastifyReply, requestId: string): FastifyReply {
  return sendBody(reply, 500, {
    type: 'about:blank',
    title: 'Internal Server Error',
    status: 500,
    instance: requestId,
  });
}

function sendBody(reply: FastifyReply, status: number, body: Record<string, unknown>): FastifyReply {
  // As text, so that no response schema of the route drops a member.
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** The refusal that an error stands for, or `undefined` when it is a bug. */
function problemOf(error: FastifyError): Problem | undefined {
  if (error instanceof Problem) return error;
  return refusalOfFramework(error) ?? outageOf(error);
}

/** What the framework refuses by itself, by the status it gives. */
const frameworkRefusals: ReadonlyMap<number, readonly [code: ProblemCode, detail: string]> = new Map([
  [400, ['invalid_request', 'The request cannot be read.']],
  // A path that leaves the folder of the front, or that no file can have.
  [403, ['not_found', notFound().message]],
  [404, ['not_found', notFound().message]],
  [406, ['unsupported_media_type', 'Send the file as multipart/form-data.']],
  [413, ['payload_too_large', 'Send less in one request.']],
  [
    415,
    [
      'unsupported_media_type',
      'Send the body with the content type that the documentation of this path names.',
    ],
  ],
  [429, ['too_many_requests', 'Wait until the time that Retry-After gives.']],
  [502, ['temporarily_unavailable', 'A part of Majlis does not answer right now.']],
  [503, ['temporarily_unavailable', 'The server is about to stop. Send the same request again.']],
  [504, ['temporarily_unavailable', 'A part of Majlis does not answer right now.']],
]);

function refusalOfFramework(error: FastifyError): Problem | undefined {
  const refusal = frameworkRefusals.get(error.statusCode ?? 500);
  if (!refusal) return undefined;
  const [code, detail] = refusal;
  if (error.code !== 'FST_ERR_CTP_INVALID_JSON_BODY' && !(error instanceof SyntaxError))
    return new Problem(code, detail, {}, { cause: error });
  return new Problem(code, 'The body is not valid JSON.', {
    errors: [{ pointer: '/body', detail: 'is not valid JSON' }],
  });
}

function logRefusal(request: FastifyRequest, error: Error, problem: Problem | undefined): void {
  if (!problem) request.log.error({ err: error }, 'request failed');
  else if (problem.code === 'temporarily_unavailable')
    request.log.warn({ err: problem.cause ?? error }, 'an outage refused the request');
  else request.log.info({ code: problem.code, reason: problem.extras.reason }, 'request refused');
}

/** For what fails before there is a route: a path that cannot be decoded. */
export function answerUnreadable(
  error: FastifyError,
  requestId: string,
  reply: FastifyReply,
  publicUrl: string,
): void {
  const problem = problemOf(error) ?? new Problem('invalid_request', 'The request cannot be read.');
  sendProblem(reply, problem, publicUrl, requestId);
}
