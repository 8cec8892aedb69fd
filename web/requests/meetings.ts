import type { paths } from '#web/schema.d.ts';
import { answerOf, client } from './client.ts';
import type { Answer } from './client.ts';

export type Admission = Answer<paths['/api/video/meetings']['post']>;

/** Lets this person into the room: the answer carries a token made for this one time. */
export async function joinMeeting(consultationId: string): Promise<Admission> {
  return answerOf(client.POST('/api/video/meetings', { body: { consultationId } }));
}
