import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import T from 'typebox';
import { addApiKey, listApiKeys, revokeApiKey } from '#db/api-keys.ts';
import type { ApiKeyView } from '#db/api-keys.ts';
import { days } from '#domain/instant.ts';
import { Problem } from '#domain/problem.ts';
import { scopes } from '#api/accounts/admission.ts';
import type { SignedInUser } from '#api/accounts/admission.ts';
import { userOf } from '#api/accounts/caller.ts';
import type { ApiDeps } from '#api/deps.ts';
import { hashOfKey, newKey } from '#api/accounts/key-material.ts';
import { notFound } from '#api/http/problems.ts';
import { refusals } from '#api/http/problem-responses.ts';
import { Instant, Name, Nullable, OneOf, PageOf, Strict, Uuid } from '#api/http/schema-parts.ts';

const ScopeChoice = OneOf(scopes);
const ApiKey = T.Object({
  id: Uuid,
  name: T.String(),
  prefix: T.String({ description: 'How the key begins.' }),
  scopes: T.Array(T.String()),
  expiresAt: Instant,
  lastUsedAt: Nullable(Instant),
  revokedAt: Nullable(Instant),
  createdAt: Instant,
});

/** Keys with which a partner's programs call. A key is shown once; what is kept of it cannot be used. */
export function apiKeyRoutes({ db, clock }: ApiDeps): FastifyPluginAsyncTypebox {
  const tags = ['accounts'];
  return async (app) => {
    app.post(
      '/api/api-keys',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Make an API key; its secret is in this answer and nowhere else',
          body: Strict(
            {
              name: Name(100),
              scopes: T.Array(ScopeChoice, { minItems: 1, maxItems: scopes.length, uniqueItems: true }),
              expiresInDays: T.Optional(
                T.Integer({ minimum: 1, maximum: 365, description: '90 when absent.' }),
              ),
            },
            {
              examples: [
                { name: 'Booking desk', scopes: ['slots:read', 'consultations:book'], expiresInDays: 180 },
              ],
            },
          ),
          response: {
            201: T.Object({ apiKey: ApiKey, key: T.String({ description: 'Send it as `x-api-key`.' }) }),
            ...refusals('unauthenticated', 'forbidden'),
          },
        },
      },
      async (request, reply) => {
        const partner = partnerOf(request);
        const { name, scopes: granted, expiresInDays = 90 } = request.body;
        const { key, prefix } = newKey();
        const row = await addApiKey(db, {
          ownerId: partner.id,
          name,
          keyHash: hashOfKey(key),
          prefix,
          scopes: granted,
          expiresAt: new Date(clock() + days(expiresInDays)),
        });
        return reply.code(201).send({ apiKey: apiKeyOf(row), key });
      },
    );

    app.get(
      '/api/api-keys',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Your API keys',
          response: { 200: PageOf(ApiKey), ...refusals('unauthenticated', 'forbidden') },
        },
      },
      async (request) => {
        const keys = await listApiKeys(db, partnerOf(request).id);
        return { data: keys.map(apiKeyOf), nextCursor: null };
      },
    );

    app.delete(
      '/api/api-keys/:id',
      {
        config: { who: 'signed_in' },
        schema: {
          tags,
          summary: 'Revoke an API key; it ends at once',
          params: Strict({ id: Uuid }),
          response: { 204: T.Null(), ...refusals('unauthenticated', 'forbidden', 'not_found') },
        },
      },
      async (request, reply) => {
        const ownerId = partnerOf(request).id;
        const isKnown = await revokeApiKey(db, { id: request.params.id, ownerId, at: new Date(clock()) });
        if (!isKnown) throw notFound();
        return reply.code(204).send(null);
      },
    );
  };
}

function partnerOf(request: FastifyRequest): SignedInUser {
  const user = userOf(request);
  if (!user.isPartner) throw new Problem('forbidden', 'API keys are for partner accounts.');
  return user;
}

function apiKeyOf(row: ApiKeyView) {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
