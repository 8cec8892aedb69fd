import type { paths } from '#web/schema.d.ts';
import { answerOf, answerWithHeaders, client } from './client.ts';
import type { Answer, Listing } from './client.ts';
import type { SlotsAnswer, SlotsQuestion } from './availability.ts';

export type Availability = Answer<paths['/api/lawyers/{id}/availability']['get']>;
export type AvailabilityChange =
  paths['/api/lawyers/{id}/availability']['put']['requestBody']['content']['application/json'];
export type Schedule = Availability['schedules'][number];
export type Override = Availability['overrides'][number];
export type NewOverride = NonNullable<AvailabilityChange['overrides']>[number];
export type TemporaryHours = Availability['temporaryHours'][number];
export type Travel = Availability['travel'][number];
export type Conflict = Answer<paths['/api/lawyers/{id}/availability']['put']>['conflicts'][number];

/** The hours, and the version that a change of them has to name. */
export interface VersionedAvailability {
  availability: Availability;
  version: string;
}

export async function getAvailability(id: string, signal?: AbortSignal): Promise<VersionedAvailability> {
  const { answer, headers } = await answerWithHeaders(
    client.GET('/api/lawyers/{id}/availability', {
      params: { path: { id } },
      cache: 'no-store',
      ...(signal && { signal }),
    }),
  );
  return { availability: answer, version: headers.get('etag') ?? '' };
}

/** Everything that is given replaces what was; refused when somebody else changed it since `version`. */
export async function changeAvailability(
  id: string,
  change: AvailabilityChange,
  version: string,
): Promise<VersionedAvailability & { conflicts: Conflict[] }> {
  const params = { path: { id }, header: { 'if-match': version } };
  const { answer, headers } = await answerWithHeaders(
    client.PUT('/api/lawyers/{id}/availability', { params, body: change }),
  );
  const { conflicts, ...availability } = answer;
  return { availability, conflicts, version: headers.get('etag') ?? '' };
}

type PreviewBody =
  paths['/api/lawyers/{id}/availability/preview']['post']['requestBody']['content']['application/json'];
export type Preview = Answer<paths['/api/lawyers/{id}/availability/preview']['post']>;

/** What clients would see, were it saved. Writes nothing. */
export async function previewAvailability(
  id: string,
  body: PreviewBody,
  signal: AbortSignal,
): Promise<Preview> {
  const params = { path: { id } };
  return answerOf(client.POST('/api/lawyers/{id}/availability/preview', { params, body, signal }));
}

export type Holiday =
  paths['/api/lawyers/{id}/availability/holidays/{year}']['put']['requestBody']['content']['application/json']['holidays'][number];

/** The year's public holidays as they are now known: those that were imported for it before go. */
export async function replaceHolidays(
  { lawyerId: id, year, version }: { lawyerId: string; year: number; version: string },
  holidays: readonly Holiday[],
): Promise<{ conflicts: Conflict[] }> {
  const params = { path: { id, year }, header: { 'if-match': version } };
  const body = { holidays: [...holidays] };
  return answerOf(client.PUT('/api/lawyers/{id}/availability/holidays/{year}', { params, body }));
}

export async function listConflicts(
  id: string,
  query: { cursor?: string },
  signal: AbortSignal,
): Promise<Listing<Conflict>> {
  const params = { path: { id }, query };
  return answerOf(client.GET('/api/lawyers/{id}/availability/conflicts', { params, signal }));
}

export type HoursChange = Answer<paths['/api/lawyers/{id}/availability/changes']['get']>['data'][number];

export async function listChanges(
  id: string,
  query: { cursor?: string },
  signal: AbortSignal,
): Promise<Listing<HoursChange>> {
  const params = { path: { id }, query };
  return answerOf(client.GET('/api/lawyers/{id}/availability/changes', { params, signal }));
}

/** Every time of the grid on these dates, and why it is not offered. */
export async function explainSlots(
  { lawyerId: id, ...question }: Omit<SlotsQuestion, 'clientTimezone'>,
  signal: AbortSignal,
): Promise<SlotsAnswer> {
  const params = { path: { id }, query: { ...question, explain: true } };
  return answerOf(client.GET('/api/lawyers/{id}/availability/slots', { params, cache: 'no-store', signal }));
}
