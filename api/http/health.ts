import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { sql } from 'kysely';
import T from 'typebox';
import { Problem } from '#domain/problem.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from './problem-responses.ts';
import { OneOf } from './schema-parts.ts';

const Healthy = T.Object({ status: OneOf(['ok']) });
/** A probe that takes longer than this is an answer too. */
const PATIENCE_MS = 2000;

/** `/healthz`: the process answers. `/readyz`: so do the two it needs. */
export function healthRoutes({ db, temporal }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/healthz',
      {
        config: { who: 'machine' },
        logLevel: 'silent',
        schema: { tags: ['machines'], summary: 'Whether the process lives', response: { 200: Healthy } },
      },
      async () => ({ status: 'ok' as const }),
    );
    app.get(
      '/readyz',
      {
        config: { who: 'machine' },
        logLevel: 'silent',
        schema: {
          tags: ['machines'],
          summary: 'Whether requests can be served: Postgres and Temporal answer',
          response: { 200: Healthy, ...refusals() },
        },
      },
      async () => {
        await Promise.all([
          ready('Postgres', sql`select 1`.execute(db)),
          ready(
            'Temporal',
            temporal.withDeadline(Date.now() + PATIENCE_MS, () => temporal.workflowService.getSystemInfo({})),
          ),
        ]);
        return { status: 'ok' as const };
      },
    );
  };
}

async function ready(part: string, probe: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    await Promise.race([probe, tooLong]);
  } catch (cause) {
    throw new Problem(
      'temporarily_unavailable',
      `${part} does not answer.`,
      { retryAfterSeconds: 2 },
      { cause },
    );
  } finally {
    clearTimeout(timer);
  }
}
