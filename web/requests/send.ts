import { heardServerTime } from '#web/state/clock.ts';
import { ApiProblem, problemOf } from './problem.ts';
import type { ProblemBody } from './problem.ts';

export interface Request {
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** A page of a list. */
export interface Listing<Item> {
  data: Item[];
  nextCursor: string | null;
}

export async function send<Answer>(method: string, path: string, request: Request = {}): Promise<Answer> {
  return (await sendForHeaders<Answer>(method, path, request)).answer;
}

export async function sendForHeaders<Answer>(
  method: string,
  path: string,
  { query = {}, body, headers = {}, signal }: Request,
): Promise<{ answer: Answer; headers: Headers }> {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) url.searchParams.set(name, String(value));
  const isForm = body instanceof FormData;
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    heardServerTime(response.headers.get('date'));
    const text = await response.text();
    if (!response.ok) throw refusal(response.status, text);
    return { answer: JSON.parse(text || 'null'), headers: response.headers };
  } catch (error) {
    throw problemOf(error);
  }
}

function refusal(status: number, text: string): ApiProblem {
  let body: ProblemBody = {};
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy on the way answers in its own words; the status says enough.
  }
  return new ApiProblem(body.code ?? (status === 503 ? 'temporarily_unavailable' : 'unknown'), status, body);
}
