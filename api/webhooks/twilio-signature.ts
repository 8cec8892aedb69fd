import type { FastifyRequest } from 'fastify';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { Problem } from '#domain/problem.ts';
import type { ApiDeps } from '#api/deps.ts';
import { invalidRequest } from '#api/http/problems.ts';
import { textFaults } from '#api/http/text-faults.ts';
import { headerOf, rawBodyOf } from './raw-bodies.ts';

/**
 * The parameters of a request that Twilio has signed. The signature covers the address as we have given it to Twilio, so
 * it is made from our own address, never from the Host that the request names.
 */
export function signedParameters(
  request: FastifyRequest,
  { config }: Pick<ApiDeps, 'config'>,
): URLSearchParams {
  const parameters = new URLSearchParams(rawBodyOf(request).toString('utf8'));
  const url = `${config.PUBLIC_URL}${request.url}`;
  const signature = headerOf(request, 'x-twilio-signature');
  if (!validateRequest(config.TWILIO_AUTH_TOKEN, signature, url, valuesOf(parameters)))
    throw new Problem('forbidden', 'This request is not signed by Twilio.');
  const faults = textFaults(Object.fromEntries(parameters), '/body');
  if (faults.length > 0) throw invalidRequest(faults);
  return parameters;
}

/** A parameter that comes several times is signed with all its values. */
function valuesOf(parameters: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
