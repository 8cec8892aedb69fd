import type { paths } from '#web/schema.d.ts';
import { answerOf, client } from './client.ts';
import type { Answer, Listing } from './client.ts';

export type LawyerCard = Answer<paths['/api/lawyers']['get']>['data'][number];
export type Lawyer = Answer<paths['/api/lawyers/{id}']['get']>;
export type DirectorySearch = Omit<NonNullable<paths['/api/lawyers']['get']['parameters']['query']>, 'limit'>;

export async function listLawyers(query: DirectorySearch, signal: AbortSignal): Promise<Listing<LawyerCard>> {
  return answerOf(client.GET('/api/lawyers', { params: { query }, signal }));
}

export async function getLawyer(id: string, signal: AbortSignal): Promise<Lawyer> {
  return answerOf(client.GET('/api/lawyers/{id}', { params: { path: { id } }, signal }));
}

type Application = paths['/api/lawyers']['post']['requestBody']['content']['application/json'];

/** Asks to be listed; an operator checks the licence. */
export async function applyAsLawyer(body: Application): Promise<void> {
  await answerOf(client.POST('/api/lawyers', { body }));
}
