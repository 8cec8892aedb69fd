import type { FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import { findLawyer } from '#db/lawyers.ts';
import type { LawyerProfile } from '#db/lawyers.ts';
import type { Database } from '#db/schema.ts';
import { Problem } from '#domain/problem.ts';
import { userOf } from '#api/accounts/caller.ts';
import { notFound } from '#api/http/problems.ts';

/** The lawyer whom the caller may see: a listed one, or themselves. */
export async function visibleLawyer(
  db: Kysely<Database>,
  request: FastifyRequest,
  id: string,
): Promise<LawyerProfile> {
  const lawyer = await findLawyer(db, id, callerId(request));
  if (!lawyer) throw notFound();
  return lawyer;
}

/** The caller as this lawyer. Whom everybody sees is no secret, so somebody else gets `forbidden`. */
export async function ownLawyer(
  db: Kysely<Database>,
  request: FastifyRequest,
  id: string,
): Promise<LawyerProfile> {
  const lawyer = await visibleLawyer(db, request, id);
  if (lawyer.userId !== userOf(request).id)
    throw new Problem('forbidden', 'Only the lawyer may change this.');
  return lawyer;
}

export function isOwn(request: FastifyRequest, lawyer: LawyerProfile): boolean {
  return lawyer.userId === callerId(request);
}

function callerId({ caller }: FastifyRequest): string | undefined {
  return caller.kind === 'user' ? caller.id : undefined;
}
