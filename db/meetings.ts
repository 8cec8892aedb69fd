import { sql } from 'kysely';
import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Database } from './schema.ts';

export type Meeting = Selectable<Database['meeting']>;
export type Participant = Selectable<Database['meetingParticipant']>;

export async function findMeeting(
  db: Kysely<Database>,
  consultationId: string,
): Promise<Meeting | undefined> {
  return await db
    .selectFrom('meeting')
    .where('consultationId', '=', consultationId)
    .selectAll()
    .executeTakeFirst();
}

/** Which consultation a webhook of Twilio speaks of. */
export async function findConsultationOfRoom(
  db: Kysely<Database>,
  roomName: string,
): Promise<string | undefined> {
  const meeting = await db
    .selectFrom('meeting')
    .where('roomName', '=', roomName)
    .select('consultationId')
    .executeTakeFirst();
  return meeting?.consultationId;
}

/** The room is there. A closed meeting stays closed. */
export async function recordRoomOpened(
  db: Kysely<Database>,
  { consultationId, roomSid, at }: { consultationId: string; roomSid: string; at: Date },
): Promise<void> {
  await db
    .updateTable('meeting')
    .where('consultationId', '=', consultationId)
    .where('status', '<>', 'closed')
    .set((eb) => ({ status: 'open', roomSid, openedAt: eb.fn.coalesce('openedAt', eb.val(at)) }))
    .execute();
}

export async function recordRoomClosed(
  db: Kysely<Database>,
  { consultationId, at }: { consultationId: string; at: Date },
): Promise<void> {
  await db
    .updateTable('meeting')
    .where('consultationId', '=', consultationId)
    .set((eb) => ({ status: 'closed', closedAt: eb.fn.coalesce('closedAt', eb.val(at)) }))
    .execute();
}

/** Who was seen in the room. The first join and the last leave win, whatever the order in which they become known. */
export async function recordParticipant(
  db: Kysely<Database>,
  participant: Insertable<Database['meetingParticipant']>,
): Promise<void> {
  await db
    .insertInto('meetingParticipant')
    .values(participant)
    .onConflict((conflict) =>
      conflict.columns(['consultationId', 'party']).doUpdateSet({
        firstJoinedAt: sql`least(meeting_participant.first_joined_at, excluded.first_joined_at)`,
        lastLeftAt: sql`greatest(meeting_participant.last_left_at, excluded.last_left_at)`,
        isPresent: participant.isPresent,
      }),
    )
    .execute();
}

/** Client and lawyer, as far as they were seen. */
export async function listParticipants(db: Kysely<Database>, consultationId: string): Promise<Participant[]> {
  return await db
    .selectFrom('meetingParticipant')
    .where('consultationId', '=', consultationId)
    .selectAll()
    .orderBy('party')
    .execute();
}
