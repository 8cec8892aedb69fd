import createClient from 'openapi-fetch';
import type { paths } from '#web/schema.d.ts';
import { account } from '#web/state/account.ts';
import { heardServerTime } from '#web/state/clock.ts';
import { ApiProblem, problemOf } from './problem.ts';
import type { ProblemBody } from './problem.ts';

/** The api by its OpenAPI document: a path, a field or an answer that does not exist does not compile. */
export const client = createClient<paths>();

client.use({
  onResponse({ response, schemaPath }) {
    heardServerTime(response.headers.get('date'));
    // The session is over. A wrong password at the door says nothing about that.
    if (response.status === 401 && !schemaPath.startsWith('/api/auth/')) account.value = null;
  },
});

export interface Outcome<Data> {
  data?: Data;
  error?: ProblemBody | undefined;
  response: Response;
}

/** The answer, or an `ApiProblem` for every way in which there is none. */
export async function answerOf<Data>(pending: Promise<Outcome<Data>>): Promise<NonNullable<Data>> {
  return (await answerWithHeaders(pending)).answer;
}

export async function answerWithHeaders<Data>(
  pending: Promise<Outcome<Data>>,
): Promise<{ answer: NonNullable<Data>; headers: Headers }> {
  const { data, response } = await settled(pending);
  if (data === undefined || data === null) throw new ApiProblem('unknown', response.status);
  return { answer: data, headers: response.headers };
}

/** For what answers without a body. */
export async function settled<Data>(pending: Promise<Outcome<Data>>): Promise<Outcome<Data>> {
  const outcome = await pending.catch((error: unknown) => {
    throw problemOf(error);
  });
  if (!outcome.response.ok) throw refusal(outcome.response.status, outcome.error);
  return outcome;
}

/** A proxy on the way answers in its own words; then the status has to say enough. */
function refusal(status: number, error: ProblemBody | string | undefined): ApiProblem {
  const body = typeof error === 'object' ? error : {};
  return new ApiProblem(body.code ?? (status === 503 ? 'temporarily_unavailable' : 'unknown'), status, body);
}

/** The body of a successful answer, for names of what comes back. */
export type Answer<Operation> = Operation extends {
  responses: Record<200, { content: { 'application/json': infer Body } }>;
}
  ? Body
  : never;

/** A page of a list. */
export interface Listing<Item> {
  data: Item[];
  nextCursor: string | null;
}
