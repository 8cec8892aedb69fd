import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { findApplication, listApplications, refuseApplication } from '#db/applications.ts';
import { listInDirectory } from '#db/lawyers.ts';
import type { LawyerStatus } from '#db/rows/lawyers.ts';
import { Problem } from '#domain/problem.ts';
import { userOf } from '#api/accounts/caller.ts';
import { Bilingual } from '#api/consultations/consultation-schemas.ts';
import type { ApiDeps } from '#api/deps.ts';
import { notFound } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Cursor, Instant, Limit, OneOf, PageOf, Strict, Uuid } from '#api/http/schema-parts.ts';

const Status = OneOf(['applied', 'listed', 'refused', 'suspended']);
const ApplicationItem = T.Object({
  id: Uuid,
  status: Status,
  name: Bilingual,
  email: T.String(),
  licenceNumber: T.String(),
  city: T.String(),
  specialties: T.Array(T.String()),
  languages: T.Array(T.String()),
  appliedAt: Instant,
});
const Decided = T.Object({ id: Uuid, status: Status });
const params = Strict({ id: Uuid });

/** Who wants to be in the directory. An operator checks the licence and decides. */
export function applicationRoutes({ db, clock }: ApiDeps): FastifyPluginAsyncTypebox {
  const tags = ['operations'];
  const decidable = refusals('unauthenticated', 'forbidden', 'not_found', 'invalid_state');
  const statusOf = async (id: string): Promise<LawyerStatus> => {
    const application = await findApplication(db, id);
    if (!application) throw notFound();
    return application.status;
  };

  return async (app) => {
    app.get(
      '/api/operations/lawyers',
      {
        config: { who: 'operator' },
        schema: {
          tags,
          summary: 'Applications, who has waited longest first',
          querystring: Strict({ status: T.Optional(Status), limit: Limit, cursor: Cursor }),
          response: { 200: PageOf(ApplicationItem), ...refusals('unauthenticated', 'forbidden') },
        },
      },
      async (request) => {
        const { status = 'applied', limit = 20, cursor } = request.query;
        const page = await listApplications(db, { status, cursor, limit });
        return {
          data: page.data.map(({ nameEn, nameAr, createdAt, ...row }) => ({
            ...row,
            name: { en: nameEn, ar: nameAr },
            appliedAt: createdAt.toISOString(),
          })),
          nextCursor: page.nextCursor,
        };
      },
    );

    app.post(
      '/api/operations/lawyers/:id/list',
      {
        config: { who: 'operator' },
        schema: {
          tags,
          summary: 'The licence is in order: list the lawyer',
          params,
          response: { 200: Decided, ...decidable },
        },
      },
      async (request) => {
        const { id } = request.params;
        await statusOf(id);
        await listInDirectory(db, { lawyerId: id, operatorId: userOf(request).id, at: new Date(clock()) });
        return { id, status: await statusOf(id) };
      },
    );

    app.post(
      '/api/operations/lawyers/:id/refuse',
      {
        config: { who: 'operator' },
        schema: { tags, summary: 'Refuse the application', params, response: { 200: Decided, ...decidable } },
      },
      async (request) => {
        const { id } = request.params;
        const status = await statusOf(id);
        if (status !== 'refused' && !(await refuseApplication(db, id, new Date(clock()))))
          throw new Problem('invalid_state', `This lawyer is ${status}.`);
        return { id, status: 'refused' as const };
      },
    );
  };
}
