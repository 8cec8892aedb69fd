import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { readFile } from 'node:fs/promises';
import T from 'typebox';
import { isProblemCode, problems } from '#domain/problem.ts';
import { notFound } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Strict } from '#api/http/schema-parts.ts';

const folder = new URL('../../docs/problems/', import.meta.url);
const Page = T.Unsafe<string>({ type: 'string', description: 'Markdown.' });

/** Where the `type` of a refusal leads: what the code means, and what to do about it. */
export function problemPageRoutes(): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/problems/:code',
      {
        config: { who: 'all' },
        schema: {
          tags: ['machines'],
          summary: 'What a code means, and what to do about it',
          params: Strict({ code: T.String({ maxLength: 60 }) }),
          produces: ['text/markdown'],
          response: { 200: Page, ...refusals('not_found') },
        },
      },
      async (request, reply) => {
        const { code } = request.params;
        if (!isProblemCode(code)) throw notFound();
        const page = await readFile(new URL(`${code}.md`, folder), 'utf8').catch(() => undefined);
        return reply
          .type('text/markdown; charset=utf-8')
          .send(page ?? `# ${code}\n\n${problems[code].title}.\n`);
      },
    );
  };
}
