import type { paths } from '#web/schema.d.ts';
import { answerOf, client } from './client.ts';
import type { Answer, Listing } from './client.ts';

export type Figures = Answer<paths['/api/operations/summary']['get']>;
export type AttentionItem = Answer<paths['/api/operations/attention']['get']>['data'][number];
export type UnhandledEvent = Answer<paths['/api/operations/attention']['get']>['unhandledEvents'][number];
export type Application = Answer<paths['/api/operations/lawyers']['get']>['data'][number];
export type Decision =
  paths['/api/consultations/{id}/resolve']['post']['requestBody']['content']['application/json']['decision'];

interface Page {
  cursor?: string;
}

export async function getFigures(signal: AbortSignal): Promise<Figures> {
  return answerOf(client.GET('/api/operations/summary', { signal }));
}

export async function listAttention(page: Page, signal: AbortSignal): Promise<Listing<AttentionItem>> {
  return answerOf(client.GET('/api/operations/attention', { params: { query: page }, signal }));
}

export async function listUnhandledEvents(signal: AbortSignal): Promise<UnhandledEvent[]> {
  const params = { query: { limit: 1 } };
  return (await answerOf(client.GET('/api/operations/attention', { params, signal }))).unhandledEvents;
}

export async function listApplications(page: Page, signal: AbortSignal): Promise<Listing<Application>> {
  return answerOf(client.GET('/api/operations/lawyers', { params: { query: page }, signal }));
}

export async function retryStep(id: string): Promise<void> {
  await answerOf(client.POST('/api/consultations/{id}/retry', { params: { path: { id } } }));
}

export async function resolveByHand(id: string, decision: Decision): Promise<void> {
  await answerOf(
    client.POST('/api/consultations/{id}/resolve', { params: { path: { id } }, body: { decision } }),
  );
}

export async function decideApplication(id: string, verdict: 'list' | 'refuse'): Promise<void> {
  const params = { path: { id } };
  if (verdict === 'list') await answerOf(client.POST('/api/operations/lawyers/{id}/list', { params }));
  else await answerOf(client.POST('/api/operations/lawyers/{id}/refuse', { params }));
}
