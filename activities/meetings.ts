import type { Kysely } from 'kysely';
import twilioSdk from 'twilio';
import type { Twilio } from 'twilio';
import type { Party } from '#domain/consultation.ts';
import {
  findMeeting,
  listParticipants,
  recordParticipant,
  recordRoomClosed,
  recordRoomOpened,
} from '#db/meetings.ts';
import type { Meeting } from '#db/meetings.ts';
import type { Database } from '#db/schema.ts';
import type { MeetingActivities } from './contract.ts';

export interface MeetingDependencies {
  db: Kysely<Database>;
  twilio: Twilio;
  publicUrl: string;
}

/** Video rooms at Twilio. A consultation at the office has none, and nothing is done for it. */
export function createMeetings(deps: MeetingDependencies): MeetingActivities {
  const { db } = deps;
  return {
    async openRoom({ consultationId }) {
      const roomName = openableRoomOf(await findMeeting(db, consultationId));
      if (roomName === undefined) return;
      const roomSid = await createOrFindRoom(deps, roomName);
      await recordRoomOpened(db, { consultationId, roomSid, at: new Date() });
    },

    async closeRoom({ consultationId }) {
      const meeting = await findMeeting(db, consultationId);
      if (!meeting) return;
      if (meeting.roomName !== null) await endRoom(deps, meeting.roomName);
      await recordRoomClosed(db, { consultationId, at: new Date() });
    },

    async readPresence({ consultationId }) {
      const meeting = await findMeeting(db, consultationId);
      const isRoomOpen = meeting?.roomName ? await recordPresence(deps, meeting) : false;
      const seen = await listParticipants(db, consultationId);
      const joined = (party: Party) => seen.some((participant) => participant.party === party);
      return { clientJoined: joined('client'), lawyerJoined: joined('lawyer'), isRoomOpen };
    },
  };
}

function openableRoomOf(meeting: Meeting | undefined): string | undefined {
  if (!meeting || meeting.roomName === null || meeting.status === 'closed') return undefined;
  return meeting.roomName;
}

/** Twilio's numbers for: a room of this name is in progress; the room has ended; there is no such room. */
const nameTaken = 53113;
const ended = 53118;
const notFound = 20404;

function isAnswer(error: unknown, ...codes: readonly number[]): boolean {
  return error instanceof twilioSdk.RestException && error.code !== undefined && codes.includes(error.code);
}

/** A name is taken only while its room is in progress; a room that Twilio ended in between is followed by a new one. */
async function createOrFindRoom(
  { twilio, publicUrl }: MeetingDependencies,
  uniqueName: string,
): Promise<string> {
  try {
    const { sid } = await twilio.video.v1.rooms.create({
      uniqueName,
      type: 'group',
      // The two parties, and one of them again while a broken connection has not been noticed.
      maxParticipants: 3,
      // Minutes; more than an hour is not allowed, which is why rooms are opened shortly before the start.
      unusedRoomTimeout: 60,
      emptyRoomTimeout: 15,
      recordParticipantsOnConnect: false,
      statusCallback: `${publicUrl}/api/video/webhook`,
      statusCallbackMethod: 'POST',
    });
    return sid;
  } catch (error) {
    if (!isAnswer(error, nameTaken)) throw error;
    return (await twilio.video.v1.rooms(uniqueName).fetch()).sid;
  }
}

/** By its name, so that a room is ended too whose id was never written down. */
async function endRoom({ twilio }: MeetingDependencies, uniqueName: string): Promise<void> {
  try {
    await twilio.video.v1.rooms(uniqueName).update({ status: 'completed' });
  } catch (error) {
    if (!isAnswer(error, ended, notFound)) throw error;
  }
}

/** True while the room is open. An ended one is found by its id only, one whose id was not written down by its name only. */
async function recordPresence({ db, twilio }: MeetingDependencies, meeting: Meeting): Promise<boolean> {
  const room = twilio.video.v1.rooms(meeting.roomSid ?? meeting.roomName ?? '');
  for (const { identity, status, startTime, endTime } of await participantsOf(room)) {
    const party = partyOf(identity);
    if (!party) continue;
    await recordParticipant(db, {
      consultationId: meeting.consultationId,
      party,
      firstJoinedAt: startTime,
      lastLeftAt: endTime ?? null,
      isPresent: status !== 'disconnected',
    });
  }
  return await isInProgress(room);
}

type Room = ReturnType<Twilio['video']['v1']['rooms']>;

/**
 * Those who are there and those who were: without a status Twilio lists the former only, as long as the room is in
 * progress. The oldest first, so that of somebody who came back the last entry says whether they are there.
 */
async function participantsOf(room: Room) {
  try {
    const left = await room.participants.list({ status: 'disconnected', limit: 200 });
    const present = await room.participants.list({ status: 'connected', limit: 50 });
    return [...left, ...present].toSorted((a, b) => a.startTime.getTime() - b.startTime.getTime());
  } catch (error) {
    if (isAnswer(error, notFound)) return [];
    throw error;
  }
}

async function isInProgress(room: Room): Promise<boolean> {
  try {
    return (await room.fetch()).status === 'in-progress';
  } catch (error) {
    if (isAnswer(error, notFound)) return false;
    throw error;
  }
}

/** An identity is `<party>:<user id>`. */
function partyOf(identity: string): Party | undefined {
  const [party] = identity.split(':', 1);
  return party === 'client' || party === 'lawyer' ? party : undefined;
}
