import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#domain/problem.ts';
import type { Fault } from '#domain/problem.ts';
import { ADDRESS_HEADER, type Auth } from './auth.ts';
import { invalidRequest } from '#api/http/problems.ts';

/**
 * Hands a request, validated by us, to better-auth, and its cookies to the browser. Its refusals become ours; its
 * answers are read, never passed on, because they carry the session's token.
 */
export function createAuthBridge(auth: Auth, publicUrl: string) {
  return async (request: FastifyRequest, reply: FastifyReply, body: object): Promise<unknown> => {
    const response = await auth.handler(
      new Request(new URL(request.url, publicUrl), {
        method: request.method,
        headers: headersOf(request, publicUrl),
        body: JSON.stringify(body),
      }),
    );
    const answer: unknown = await response.json();
    if (!response.ok) throw problemOfAuth(response, answer);
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) reply.header('set-cookie', cookies);
    return answer;
  };
}

function headersOf({ headers, ip }: FastifyRequest, publicUrl: string): Headers {
  const passed = new Headers({
    'content-type': 'application/json',
    // Where the request comes from was judged when it arrived.
    origin: new URL(publicUrl).origin,
    [ADDRESS_HEADER]: ip,
  });
  if (headers.cookie !== undefined) passed.set('cookie', headers.cookie);
  if (headers['user-agent'] !== undefined) passed.set('user-agent', headers['user-agent'].slice(0, 400));
  return passed;
}

/** Its codes that are the caller's fault, and the field at fault. */
const faults: ReadonlyMap<string, Fault> = new Map([
  ['INVALID_EMAIL', { pointer: '/body/email', detail: 'must be an e-mail address' }],
  [
    'USER_ALREADY_EXISTS',
    { pointer: '/body/email', detail: 'belongs to an account already; sign in instead' },
  ],
  [
    'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL',
    { pointer: '/body/email', detail: 'belongs to an account already; sign in instead' },
  ],
  // One answer for a wrong code, an old one, and an address that has none: the difference would tell who has an account.
  ...['INVALID_OTP', 'OTP_EXPIRED', 'TOO_MANY_ATTEMPTS', 'USER_NOT_FOUND'].map((code): [string, Fault] => [
    code,
    { pointer: '/body/code', detail: 'is not the newest code, or is no longer good; ask for another' },
  ]),
  ['INVALID_PASSWORD', { pointer: '/body/currentPassword', detail: 'is not the current password' }],
]);

function problemOfAuth(response: Response, answer: unknown): Error {
  const code = codeOf(answer);
  if (code === 'INVALID_EMAIL_OR_PASSWORD')
    return new Problem('unauthenticated', 'The e-mail address or the password is wrong.');
  const fault = code === undefined ? undefined : faults.get(code);
  return fault ? invalidRequest([fault]) : problemOfStatus(response);
}

function problemOfStatus(response: Response): Error {
  if (response.status === 401) return new Problem('unauthenticated', 'Sign in first.');
  if (response.status === 429) {
    const seconds = Number(response.headers.get('x-retry-after')) || 60;
    return new Problem('too_many_requests', 'Wait until the time that Retry-After gives.', {
      retryAfterSeconds: seconds,
    });
  }
  // With a validated body only its own storage can have failed.
  if (response.status >= 500 || response.status === 422)
    return new Problem('temporarily_unavailable', 'Accounts cannot be reached right now.', {
      retryAfterSeconds: 5,
    });
  return new Error(`better-auth answered ${response.status}`);
}

function codeOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const code: unknown = Reflect.get(answer, 'code');
  return typeof code === 'string' ? code : undefined;
}
