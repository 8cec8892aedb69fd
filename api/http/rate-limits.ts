import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Problem } from '#domain/problem.ts';

/**
 * How many requests a minute one caller may send: people and keys by themselves, strangers by address. Each process counts
 * for itself; that is exact enough for a brake whose rules with meaning (holds, sign-ins) are counted in Postgres.
 */
const KNOWN_MAX = 900;
const STRANGER_MAX = 3000;

export const rateLimitPlugin = fp(async (app) => {
  await app.register(rateLimit, {
    timeWindow: 60_000,
    max: (request: FastifyRequest) => (request.caller.kind === 'anonymous' ? STRANGER_MAX : KNOWN_MAX),
    keyGenerator: callerKey,
    allowList: isUnlimited,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { ttl }) =>
      new Problem('too_many_requests', 'Wait until the time that Retry-After gives.', {
        retryAfterSeconds: Math.ceil(ttl / 1000),
      }),
  });
});

function callerKey({ caller, ip }: FastifyRequest): string {
  if (caller.kind === 'user') return `user:${caller.id}`;
  return caller.kind === 'key' ? `key:${caller.keyId}` : `ip:${ip}`;
}

/** Webhooks are limited by their signatures, machines by the network; files cost nothing. */
function isUnlimited({ routeOptions }: FastifyRequest): boolean {
  const { url, config } = routeOptions;
  const { who, rateLimit: own } = config;
  return who === undefined || who === 'provider' || who === 'machine' || own === false || url === '/*';
}
