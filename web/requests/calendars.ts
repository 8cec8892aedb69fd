import type { paths } from '#web/schema.d.ts';
import { answerOf, client, settled } from './client.ts';
import type { Answer } from './client.ts';

/** The calendars of the lawyer who is signed in, and what has to be asked about them. */
export type Calendars = Answer<paths['/api/calendars']['get']>;
export type Calendar = Calendars['data'][number];
export type DeletedEvent = Calendars['deletedEvents'][number];
export type Provider = Calendar['provider'];
/** Providers to whose own pages the lawyer goes to agree. */
export type ConsentProvider = Exclude<Provider, 'ics'>;
export type Feed = Answer<paths['/api/calendar-feed']['get']>;

export async function listCalendars(signal: AbortSignal): Promise<Calendars> {
  return answerOf(client.GET('/api/calendars', { signal }));
}

/** Where the lawyer agrees; the provider sends them back to the page of the calendars. */
export async function startConsent(provider: ConsentProvider): Promise<string> {
  const params = { path: { provider } };
  return (await answerOf(client.POST('/api/calendars/{provider}/connect', { params }))).authorizationUrl;
}

export async function connectAddress(url: string): Promise<void> {
  await answerOf(client.POST('/api/calendars/ics', { body: { url } }));
}

/** Has it read now; what comes of that is seen in the list. */
export async function checkCalendar(id: string): Promise<void> {
  await settled(client.POST('/api/calendars/{id}/sync', { params: { path: { id } } }));
}

export async function disconnectCalendar(id: string): Promise<void> {
  await settled(client.DELETE('/api/calendars/{id}', { params: { path: { id } } }));
}

/** What becomes of an event that was deleted there: put back, or left out for good. */
export async function answerDeletion(consultationId: string, answer: 'restore' | 'dismiss'): Promise<void> {
  const params = { path: { consultationId } };
  if (answer === 'restore') {
    await settled(client.POST('/api/calendars/events/{consultationId}/restore', { params }));
  } else {
    await settled(client.POST('/api/calendars/events/{consultationId}/dismiss', { params }));
  }
}

export async function getFeed(signal: AbortSignal): Promise<Feed> {
  return answerOf(client.GET('/api/calendar-feed', { signal }));
}

/** Makes an address, or a new one in place of the one that was there. */
export async function makeFeed(): Promise<Feed> {
  return answerOf(client.POST('/api/calendar-feed'));
}

export async function removeFeed(): Promise<void> {
  await settled(client.DELETE('/api/calendar-feed'));
}
