import type { paths } from '#web/schema.d.ts';
import { answerOf, client, settled } from './client.ts';
import type { Answer } from './client.ts';

export type ApiKey = Answer<paths['/api/api-keys']['get']>['data'][number];
type NewKey = paths['/api/api-keys']['post']['requestBody']['content']['application/json'];
export type Scope = NewKey['scopes'][number];

export async function listApiKeys(signal: AbortSignal): Promise<ApiKey[]> {
  return (await answerOf(client.GET('/api/api-keys', { signal }))).data;
}

/** The secret of the new key; nobody can read it again. */
export async function createApiKey(body: NewKey): Promise<string> {
  return (await answerOf(client.POST('/api/api-keys', { body }))).key;
}

export async function revokeApiKey(id: string): Promise<void> {
  await settled(client.DELETE('/api/api-keys/{id}', { params: { path: { id } } }));
}
