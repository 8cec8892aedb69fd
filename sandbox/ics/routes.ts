import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findAccount } from '#sandbox/calendars/accounts.ts';
import { eventsOf } from '#sandbox/calendars/events.ts';
import type { SandboxContext } from '#sandbox/context.ts';
import { type Answer, carryOut } from '#sandbox/exchange.ts';
import type { Fault } from '#sandbox/faults.ts';
import { calendarFile } from './calendar-file.ts';

export const icsOperations = ['feed.get'];

/** Calendars that anybody may read who knows their address. */
export function registerIcs(app: FastifyInstance, context: SandboxContext): void {
  const { log, faults, clock } = context;
  app.get<{ Params: { name: string } }>('/ics/:name.ics', (request, reply) =>
    carryOut({
      log,
      provider: 'ics',
      nowMs: clock.nowMs,
      request,
      reply,
      operation: 'feed.get',
      fault: faults.take('ics', 'feed.get'),
      faultAnswer,
      run: async (meddle) => ({ answer: (await meddle()) ?? feed(context, request) }),
    }),
  );
}

function feed({ state }: SandboxContext, request: FastifyRequest<{ Params: { name: string } }>): Answer {
  const account = findAccount(state, 'ics', request.params.name);
  if (!account) return textAnswer(404, 'There is no calendar of this name.');
  const events = eventsOf(state, account).filter((event) => !event.isDeleted);
  const body = calendarFile(account, events);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const headers = { etag, 'cache-control': 'private, max-age=0' };
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.some((tag) => tag === etag || tag === '*')) return { status: 304, body: '', headers };
  return { status: 200, body, headers: { 'content-type': 'text/calendar; charset=utf-8', ...headers } };
}

function faultAnswer(fault: Fault): Answer {
  if (fault.kind !== 'rate-limit')
    return textAnswer(fault.status, 'An error occurred (a fault of the sandbox)');
  const answer = textAnswer(429, 'Too many requests');
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(Math.ceil(fault.ms / 1000)) } };
}

function textAnswer(status: number, text: string): Answer {
  return { status, body: text, headers: { 'content-type': 'text/plain; charset=utf-8' } };
}
