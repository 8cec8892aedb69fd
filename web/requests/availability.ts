import type { ConsultationType } from '#domain/consultation.ts';
import type { paths } from '#web/schema.d.ts';
import { answerOf, answerWithHeaders, client } from './client.ts';
import type { Answer } from './client.ts';

export type SlotsAnswer = Answer<paths['/api/lawyers/{id}/availability/slots']['get']>;
export type Slot = SlotsAnswer['slots'][number];

export interface SlotsQuestion {
  lawyerId: string;
  startDate: string;
  endDate: string;
  consultationType: ConsultationType;
  durationMinutes: number;
  clientTimezone: string;
}

export async function listSlots(
  { lawyerId, ...query }: SlotsQuestion,
  signal: AbortSignal,
): Promise<SlotsAnswer> {
  const params = { path: { id: lawyerId }, query };
  return answerOf(client.GET('/api/lawyers/{id}/availability/slots', { params, signal }));
}

export type Availability = Answer<paths['/api/lawyers/{id}/availability']['get']>;
export type AvailabilityChange =
  paths['/api/lawyers/{id}/availability']['put']['requestBody']['content']['application/json'];
export type NewOverride =
  paths['/api/lawyers/{id}/availability/overrides']['post']['requestBody']['content']['application/json'];
export type Conflict = Answer<paths['/api/lawyers/{id}/availability']['put']>['conflicts'][number];

/** The hours, and the version that a change of them has to name. */
export interface VersionedAvailability {
  availability: Availability;
  version: string;
}

export async function getAvailability(id: string, signal: AbortSignal): Promise<VersionedAvailability> {
  const { answer, headers } = await answerWithHeaders(
    client.GET('/api/lawyers/{id}/availability', { params: { path: { id } }, signal }),
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
