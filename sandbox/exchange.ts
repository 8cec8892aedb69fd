import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomText } from './identifiers.ts';
import type { Fault } from './faults.ts';
import type { RequestLog, RequestRecord } from './request-log.ts';
import type { Provider } from './webhook-records.ts';

/** What a provider answers. */
export interface Answer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

export function jsonAnswer(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return { status, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}

export interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
  log: RequestLog;
  provider: Provider;
  operation: string | null;
  /** What is written down in place of the query and the body, when these hold secrets. */
  parameters?: string;
  fault: Fault | undefined;
  nowMs: () => number;
  /** What the provider says when this fault makes it refuse: `rate-limit` and `error`. */
  faultAnswer(fault: Fault): Answer;
  /**
   * Checks the request and does the work. `meddle` is called where the work begins: it waits out a latency, and
   * gives back a failure that takes the place of the work. `replayed` when the answer is an older one.
   */
  run(meddle: () => Promise<Answer | undefined>): Promise<{ answer: Answer; replayed?: boolean }>;
}

/** Carries out one request of the product under the fault that may hit it, and writes it down. */
export async function carryOut(exchange: Exchange): Promise<FastifyReply> {
  const { request, reply, fault, log } = exchange;
  const begun = performance.now();
  const record = begunRecord(exchange);
  log.note(record);
  const done = (status: number | null, replayed = false): void => {
    log.note({ ...record, status, replayed, ms: Math.round(performance.now() - begun) });
  };
  if (fault && refusesAtOnce(fault)) {
    const answer = exchange.faultAnswer(fault);
    done(answer.status);
    return send(reply, answer);
  }
  if (fault?.kind === 'timeout-before') return cut(request, reply, fault.ms, done);
  const { answer, replayed } = await exchange.run(async () => {
    if (fault?.kind === 'latency') await pause(fault.ms);
    return fault?.kind === 'error' ? exchange.faultAnswer(fault) : undefined;
  });
  if (fault?.kind === 'timeout-after') return cut(request, reply, fault.ms, done);
  if (fault?.kind === 'reset') return cut(request, reply, 0, done);
  done(answer.status, replayed);
  return send(reply, answer);
}

/** A 500 comes out of the work itself, so a provider that keeps answers keeps it; other refusals come before. */
function refusesAtOnce(fault: Fault): boolean {
  return fault.kind === 'rate-limit' || (fault.kind === 'error' && fault.status !== 500);
}

function begunRecord({ request, provider, operation, parameters, fault, nowMs }: Exchange): RequestRecord {
  const [path = '', query = ''] = request.url.split('?', 2);
  const key = request.headers['idempotency-key'];
  return {
    id: randomText(16),
    at: nowMs(),
    provider,
    operation,
    method: request.method,
    path,
    parameters: parameters ?? query + loggedBody(request.body),
    idempotencyKey: typeof key === 'string' ? key : null,
    status: null,
    ms: null,
    replayed: false,
    fault: fault?.kind ?? null,
  };
}

function loggedBody(body: unknown): string {
  return typeof body === 'object' && body !== null ? JSON.stringify(body) : bodyText(body);
}

/** A form as it came. */
export function bodyText(body: unknown): string {
  return typeof body === 'string' ? body : '';
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Leaves the caller without an answer; the connection is cut after a while, unless the caller does it first. */
async function cut(
  request: FastifyRequest,
  reply: FastifyReply,
  ms: number,
  done: (status: null) => void,
): Promise<FastifyReply> {
  const { socket } = request.raw;
  reply.hijack();
  const timer = setTimeout(() => socket.destroy(), ms);
  await new Promise<void>((resolve) =>
    socket.destroyed ? resolve() : socket.once('close', () => resolve()),
  );
  clearTimeout(timer);
  done(null);
  return reply;
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply
    .code(answer.status)
    .headers(answer.headers ?? {})
    .send(answer.body);
}
