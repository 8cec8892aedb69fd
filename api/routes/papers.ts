import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import T from 'typebox';
import { getConsultation } from '#db/consultations.ts';
import { findPayment } from '#db/payments.ts';
import { listRefunds } from '#db/refunds.ts';
import { Problem } from '#domain/problem.ts';
import { LocaleChoice } from '#api/accounts/account-view.ts';
import { attachmentNamed } from '#api/http/attachment.ts';
import { invitationOf } from '#api/consultations/calendar-invitation.ts';
import { viewerOf } from '#api/consultations/consultation-file.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { receiptPage, receiptPolicy } from '#api/consultations/receipt.ts';
import { Strict, Uuid } from '#api/http/schema-parts.ts';

const params = Strict({ id: Uuid });
const Text = T.Unsafe<string>({ type: 'string' });

/** What people keep of a consultation: a file for the calendar, and a receipt to print. */
export function paperRoutes({ db, config }: ApiDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/consultations/:id/calendar.ics',
      {
        config: { who: 'parties', scope: 'consultations:read' },
        schema: {
          tags: ['consultations'],
          summary: 'The appointment for a calendar',
          params,
          produces: ['text/calendar'],
          response: { 200: Text, ...refusals('unauthenticated', 'forbidden', 'not_found', 'invalid_state') },
        },
      },
      async (request, reply) => {
        const row = await getConsultation(db, request.params.id, viewerOf(request));
        if (!row.confirmedAt)
          throw new Problem('invalid_state', 'There is no appointment before the confirmation.');
        return reply
          .type('text/calendar; charset=utf-8')
          .header('content-disposition', attachmentNamed(`${row.number}.ics`))
          .send(invitationOf(row, config.PUBLIC_URL));
      },
    );

    app.get(
      '/api/consultations/:id/receipt',
      {
        config: { who: 'parties' },
        schema: {
          tags: ['consultations'],
          summary: 'The receipt, as a page to print',
          params,
          querystring: Strict({ locale: T.Optional(LocaleChoice) }),
          produces: ['text/html'],
          response: { 200: Text, ...refusals('unauthenticated', 'not_found', 'invalid_state') },
        },
      },
      async (request, reply) => {
        const consultation = await getConsultation(db, request.params.id, viewerOf(request));
        const payment = await findPayment(db, consultation.id);
        if (!payment?.capturedAt)
          throw new Problem('invalid_state', 'Nothing was charged, so there is no receipt.');
        const refunds = await listRefunds(db, consultation.id);
        return reply
          .type('text/html; charset=utf-8')
          .header('content-security-policy', receiptPolicy)
          .send(receiptPage({ consultation, payment, refunds, locale: request.query.locale ?? 'en' }));
      },
    );
  };
}
