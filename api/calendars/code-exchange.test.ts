import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exchangeCode } from './code-exchange.ts';
import { consentProvidersIn } from './consent-providers.ts';
import type { ConsentProvider, ConsentProviderName } from './consent-providers.ts';

/** Stands for both providers, and answers in ways that theirs do on bad days. */
let server: Server;
let base: string;
let tokens: (response: ServerResponse) => void;
let profile: (response: ServerResponse) => void;
const asked: { url: string | undefined; authorization: string | undefined; form: URLSearchParams }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the provider has no port');
  base = `http://127.0.0.1:${address.port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  asked.length = 0;
  tokens = json(200, whole);
  profile = json(200, { mail: null, userPrincipalName: 'layla@outlook.example' });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { url, headers } = request;
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  asked.push({ url, authorization: headers.authorization, form });
  return url?.startsWith('/v1.0/me') ? profile(response) : tokens(response);
}

const json = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const idToken = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
const whole = {
  access_token: 'access',
  refresh_token: 'refresh',
  token_type: 'Bearer',
  id_token: idToken({ email: 'layla@gmail.example' }),
};

function provider(name: ConsentProviderName): ConsentProvider {
  const found = consentProvidersIn({
    PUBLIC_URL: 'https://majlis.example',
    GOOGLE_CALENDAR_CLIENT_ID: 'google-id',
    GOOGLE_CALENDAR_CLIENT_SECRET: 'google-secret',
    GOOGLE_API_BASE: base,
    OUTLOOK_CLIENT_ID: 'outlook-id',
    OUTLOOK_CLIENT_SECRET: 'outlook-secret',
    OUTLOOK_API_BASE: base,
  }).get(name);
  if (!found) throw new Error(`${name} is not set up`);
  return found;
}
const exchange = (name: ConsentProviderName = 'google') =>
  exchangeCode(provider(name), { code: 'the code', verifier: 'the verifier' });

describe('a code', () => {
  it('is exchanged at Google for a refresh token and the address in its id token', async () => {
    expect(await exchange()).toEqual({ refreshToken: 'refresh', account: 'layla@gmail.example' });
    expect(asked.map(({ url, form }) => ({ url, form: Object.fromEntries(form) }))).toEqual([
      {
        url: '/token',
        form: {
          grant_type: 'authorization_code',
          code: 'the code',
          code_verifier: 'the verifier',
          client_id: 'google-id',
          client_secret: 'google-secret',
          redirect_uri: 'https://majlis.example/api/calendars/google/callback',
        },
      },
    ]);
  });

  it.each([
    { mail: 'layla@firm.example', account: 'layla@firm.example' },
    { mail: null, account: 'layla@outlook.example' },
    { mail: '', account: 'layla@outlook.example' },
  ])(
    'is exchanged at Microsoft, which is then asked whose account it is: $account',
    async ({ mail, account }) => {
      profile = json(200, { mail, userPrincipalName: 'layla@outlook.example' });
      expect(await exchange('outlook')).toEqual({ refreshToken: 'refresh', account });
      expect(asked[1]).toMatchObject({
        url: '/v1.0/me?$select=mail,userPrincipalName',
        authorization: 'Bearer access',
      });
    },
  );

  it.each([
    { scope: 'https://graph.microsoft.com/Calendars.ReadWrite https://graph.microsoft.com/User.Read' },
    { scope: 'calendars.readwrite user.read' },
    { scope: undefined },
  ])('is worth what was granted, however Microsoft writes it: $scope', async ({ scope }) => {
    tokens = json(200, { ...whole, scope });
    expect(await exchange('outlook')).toMatchObject({ refreshToken: 'refresh' });
  });

  const { refresh_token: _none, ...withoutRefreshToken } = whole;
  it.each([
    { what: 'no refresh token', answer: json(200, withoutRefreshToken), reason: 'no_refresh_token' },
    {
      what: 'a part of the consent was taken out',
      answer: json(200, { ...whole, scope: 'openid https://www.googleapis.com/auth/calendar.freebusy' }),
      reason: 'scope_missing',
    },
    {
      what: 'a code that is none',
      answer: json(400, { error: 'invalid_grant', error_description: 'the code' }),
      reason: 'invalid_grant',
    },
    { what: 'another client', answer: json(401, { error: 'Invalid: the code' }), reason: 'http_401' },
    { what: 'nobody', answer: json(200, { ...whole, id_token: 'x' }), reason: 'account_unknown' },
  ])('is refused with $what', async ({ answer: given, reason }) => {
    tokens = given;
    await expect(exchange()).rejects.toMatchObject({ kind: 'refused', message: reason });
  });

  it.each([
    { what: 'an error of theirs', answer: json(500, {}), reason: 'http_500' },
    { what: 'too many requests', answer: json(429, {}), reason: 'http_429' },
    { what: 'no tokens', answer: json(200, {}), reason: 'answer_unreadable' },
    {
      what: 'a page',
      answer: (response: ServerResponse) => void response.end('<html>'),
      reason: 'answer_unreadable',
    },
    {
      what: 'far too much',
      answer: json(200, { ...whole, more: 'x'.repeat(70_000) }),
      reason: 'answer_too_large',
    },
    {
      what: 'another address',
      answer: (response: ServerResponse) => void response.writeHead(302, { location: base }).end(),
      reason: 'no_answer',
    },
    {
      what: 'a broken connection',
      answer: (response: ServerResponse) => void response.destroy(),
      reason: 'no_answer',
    },
  ])('may be tried again with another consent after $what', async ({ answer: given, reason }) => {
    tokens = given;
    await expect(exchange()).rejects.toMatchObject({ kind: 'unavailable', message: reason });
  });

  it('leaves no trace of itself in what is thrown', async () => {
    tokens = json(400, { error: 'invalid_grant', error_description: 'the code of the verifier' });
    const error: unknown = await exchange().catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error) + String(error)).not.toMatch(/the code|the verifier|google-secret/);
  });
});
