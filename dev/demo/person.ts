import type { Static, TSchema } from 'typebox';
import { Parse } from 'typebox/value';
import { DEMO_PASSWORD } from './people.ts';

/** Somebody who is signed in, and uses the HTTP API as the web does. */
export interface Person {
  email: string;
  get<Schema extends TSchema>(path: string, schema: Schema): Promise<Static<Schema>>;
  post<Schema extends TSchema>(path: string, request: PostRequest<Schema>): Promise<Static<Schema>>;
}

interface PostRequest<Schema extends TSchema> {
  body?: object;
  headers?: Record<string, string>;
  answers: Schema;
}

/** Signs in with the demo's password. */
export async function signIn(publicUrl: string, email: string): Promise<Person> {
  const response = await fetch(`${publicUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: publicUrl },
    body: JSON.stringify({ email, password: DEMO_PASSWORD }),
  });
  if (!response.ok) throw new Error(`${email} cannot sign in: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

  async function call<Schema extends TSchema>(
    path: string,
    init: RequestInit,
    schema: Schema,
  ): Promise<Static<Schema>> {
    const answer = await fetch(`${publicUrl}${path}`, { ...init, signal: AbortSignal.timeout(40_000) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${path} answers ${answer.status}: ${text}`);
    return Parse(schema, JSON.parse(text));
  }

  return {
    email,
    get: (path, schema) => call(path, { headers: { cookie } }, schema),
    post: (path, { body = {}, headers = {}, answers }) =>
      call(
        path,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: publicUrl, cookie, ...headers },
          body: JSON.stringify(body),
        },
        answers,
      ),
  };
}
