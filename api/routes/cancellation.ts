import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import T from 'typebox';
import { getConsultation } from '#db/consultations.ts';
import type { ConsultationWithParties, Viewer } from '#db/consultations.ts';
import { keepNote } from '#db/notes.ts';
import { reasonCodes } from '#domain/consultation.ts';
import type { Actor } from '#domain/consultation.ts';
import { Problem } from '#domain/problem.ts';
import { cancel } from '#workflows/contract.ts';
import type { CancelCommand } from '#workflows/contract.ts';
import {
  CancellationQuote,
  partyOf,
  quoteOf,
  requireCancellable,
} from '#api/consultations/cancellation-quote.ts';
import { claimCommandId, command, CommandHeaders } from '#api/consultations/commands.ts';
import { viewerOf } from '#api/consultations/consultation-file.ts';
import { StatusChoice } from '#api/consultations/consultation-schemas.ts';
import type { ApiDeps } from '#api/deps.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Currency, MinorAmount, OneOf, Strict, Text, Uuid } from '#api/http/schema-parts.ts';

const params = Strict({ id: Uuid });

interface Remark {
  commandId: string;
  consultationId: string;
  authorId: string;
  text: string | undefined;
}

/** What a cancellation costs, and the cancellation. */
export function cancellationRoutes(deps: ApiDeps): FastifyPluginAsyncTypebox {
  const { db } = deps;
  return async (app) => {
    app.get(
      '/api/consultations/:id/cancellation',
      {
        config: { who: 'parties', scope: 'consultations:read' },
        schema: {
          tags: ['consultations'],
          summary: 'What you would get back if you cancelled now',
          params,
          response: {
            200: CancellationQuote,
            ...refusals('unauthenticated', 'forbidden', 'not_found', 'invalid_state', 'needs_attention'),
          },
        },
      },
      async (request) => {
        const consultation = await getConsultation(db, request.params.id, viewerOf(request));
        requireCancellable(consultation);
        return quoteOf(consultation, request.receivedAt);
      },
    );

    app.post(
      '/api/consultations/:id/cancel',
      {
        config: { who: 'parties', scope: 'consultations:cancel' },
        schema: {
          tags: ['consultations'],
          summary: 'Cancel, and get back what the policy gives',
          description:
            'With `expectedRefund` nothing happens when the refund is no longer that much: the answer is `quote_changed` ' +
            'with the new `quote`.',
          params,
          headers: CommandHeaders,
          body: Strict(
            {
              reasonCode: OneOf(reasonCodes),
              note: T.Optional(
                Text(2000, { description: 'For the other party, who sees it as `cancelNote`.' }),
              ),
              expectedRefund: T.Optional(T.Integer({ minimum: 0, maximum: 1_000_000_000 })),
            },
            { examples: [{ reasonCode: 'schedule', expectedRefund: 57_750 }] },
          ),
          response: {
            200: T.Object({
              consultation: T.Object({ id: Uuid, consultationNumber: T.String(), status: StatusChoice }),
              refund: MinorAmount,
              currency: Currency,
            }),
            ...refusals(
              'unauthenticated',
              'forbidden',
              'not_found',
              'invalid_state',
              'needs_attention',
              'quote_changed',
              'idempotency_key_reused',
            ),
          },
        },
      },
      async (request) => {
        const { body, receivedAt } = request;
        const viewer = viewerOf(request);
        const consultation = await getConsultation(db, request.params.id, viewer);
        const commandId = await claimCommandId(deps, request, 'cancel', consultation.id);
        const by = actorOf(request, consultation);
        const noteId = await keepRemark({
          commandId,
          consultationId: consultation.id,
          authorId: by.id,
          text: body.note,
        });
        const input: CancelCommand = {
          by,
          receivedAt,
          reasonCode: body.reasonCode,
          ...(noteId !== undefined && { noteId }),
          ...(body.expectedRefund !== undefined && { expectedRefundMinor: body.expectedRefund }),
        };
        try {
          const { status, refundMinor } = await command(deps, {
            consultationId: consultation.id,
            commandId,
            update: cancel,
            input,
          });
          const { id, number, currency } = consultation;
          return { consultation: { id, consultationNumber: number, status }, refund: refundMinor, currency };
        } catch (error) {
          throw await withNewQuote(error, consultation.id, viewer);
        }
      },
    );

    /** The remark goes to Postgres first, and only its key to the workflow. */
    async function keepRemark({ text, ...note }: Remark): Promise<string | undefined> {
      if (text === undefined) return undefined;
      await keepNote(db, { ...note, text });
      return note.commandId;
    }

    async function withNewQuote(error: unknown, id: string, viewer: Viewer): Promise<unknown> {
      if (!(error instanceof Problem) || error.code !== 'quote_changed') return error;
      const consultation = await getConsultation(db, id, viewer);
      requireCancellable(consultation);
      const quote = quoteOf(consultation, deps.clock());
      return new Problem('quote_changed', error.message, { members: { quote } }, { cause: error });
    }
  };
}

/** With an API key it is the partner who cancels, and not the client in whose place it does. */
function actorOf({ caller }: FastifyRequest, row: ConsultationWithParties): Required<Actor> {
  if (caller.kind === 'key') return { kind: 'partner', id: caller.partnerId };
  const kind = partyOf(row);
  return { kind, id: kind === 'lawyer' ? row.lawyerUserId : row.clientId };
}
