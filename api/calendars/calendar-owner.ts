import type { FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import { findLawyerOfUser } from '#db/lawyers.ts';
import type { Database } from '#db/schema.ts';
import { Problem } from '#domain/problem.ts';
import { userOf } from '#api/accounts/caller.ts';

/** The caller as a lawyer; only lawyers connect calendars. */
export async function ownLawyerId(db: Kysely<Database>, request: FastifyRequest): Promise<string> {
  const lawyer = await findLawyerOfUser(db, userOf(request).id);
  if (!lawyer) throw new Problem('forbidden', 'This is for lawyers.');
  return lawyer.id;
}
