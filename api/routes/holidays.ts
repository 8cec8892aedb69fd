import { isUtf8 } from 'node:buffer';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import type { Static } from 'typebox';
import { editAvailability } from '#db/availability-edits.ts';
import { userOf } from '#api/accounts/caller.ts';
import type { ApiDeps } from '#api/deps.ts';
import { HolidayList, holidaysOf, unreadable, withHolidays } from '#api/holidays/holiday-request.ts';
import { createAtOnce } from '#api/http/at-once.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Strict, Uuid, WithHeaders } from '#api/http/schema-parts.ts';
import { etagOf, expectedVersion, versionHeader } from '#api/http/versions.ts';
import { Conflicts, IfMatch, Override } from '#api/lawyers/availability-schemas.ts';
import { conflictsOf, overrideView } from '#api/lawyers/availability-view.ts';
import { ownLawyer } from '#api/lawyers/own-lawyer.ts';

/** A calendar of all holidays of a country since 1970 fits in. */
const FILE_BYTES_MAX = 1024 * 1024;

const params = Strict({ id: Uuid, year: T.Integer({ minimum: 2000, maximum: 2100 }) });

/** The public holidays of a year, which change late: each import takes the place of the one before. */
export function holidayRoutes({ db }: ApiDeps): FastifyPluginAsyncTypebox {
  const imports = createAtOnce({ max: 1, detail: 'One import at a time.' });

  return async (app) => {
    app.addContentTypeParser<Buffer>('text/calendar', { parseAs: 'buffer' }, (_request, bytes, done) => {
      if (!isUtf8(bytes)) done(unreadable('is not UTF-8 text'));
      else done(null, bytes.toString('utf8').replace(/^\uFEFF/, ''));
    });

    app.put<{
      Params: Static<typeof params>;
      Headers: Static<typeof IfMatch>;
      Body: HolidayList | string | null;
    }>(
      '/api/lawyers/:id/availability/holidays/:year',
      {
        config: { who: 'signed_in' },
        bodyLimit: FILE_BYTES_MAX,
        schema: {
          tags: ['availability'],
          summary: 'Import the public holidays of a year',
          description:
            'Replaces those that were imported for this year before; your own days off stay. From a calendar file, at most ' +
            '1 MiB, come the events of whole days, those that repeat as often as they do in this year.',
          params,
          headers: IfMatch,
          body: {
            content: {
              'application/json': { schema: HolidayList },
              'text/calendar': { schema: T.String({ description: 'An .ics file (RFC 5545), in UTF-8.' }) },
            },
          },
          response: {
            200: WithHeaders(T.Object({ holidays: T.Array(Override), conflicts: Conflicts }), versionHeader),
            ...refusals(
              'unauthenticated',
              'forbidden',
              'not_found',
              'version_conflict',
              'precondition_required',
            ),
          },
        },
      },
      async (request, reply) => {
        const lawyer = await ownLawyer(db, request, request.params.id);
        const { id: actorId } = userOf(request);
        const version = expectedVersion(request.headers['if-match']);
        const { year } = request.params;
        const leave = imports.enter(actorId);
        try {
          const holidays = await holidaysOf(request.body, year);
          const { availability, conflicts } = await editAvailability(db, {
            lawyerId: lawyer.id,
            kind: 'holidays_imported',
            actorId,
            expectedVersion: version,
            change: (kept) => withHolidays(kept, year, holidays),
            now: request.receivedAt,
          });
          reply.header('etag', etagOf(availability.version));
          const imported = availability.overrides.filter(({ importedYear }) => importedYear === year);
          return {
            holidays: imported.map((override) => overrideView(override, true)),
            conflicts: conflictsOf(conflicts),
          };
        } finally {
          leave();
        }
      },
    );
  };
}
