import { inject } from 'vitest';

export interface Asking {
  /** Whoever asks; nobody when absent. */
  by?: { cookie: string } | undefined;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  body: unknown;
  headers: Headers;
}

/** Longer than the api itself waits for anything. */
const patienceMs = 45_000;

/** One request to the running api. */
export async function ask(method: 'GET' | 'POST', path: string, asking: Asking = {}): Promise<Answer> {
  const { by, body, headers, signal } = asking;
  const patience = AbortSignal.timeout(patienceMs);
  const response = await fetch(`${inject('publicUrl')}${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(by && { cookie: by.cookie }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}
