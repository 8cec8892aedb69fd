import type { SandboxContext } from '#sandbox/context.ts';
import { randomSid } from '#sandbox/identifiers.ts';
import { invalid, notFound } from './errors.ts';
import { isHttpUrl, type TwilioForm } from './form.ts';
import type { TwilioCall, TwilioOperation } from './operation.ts';
import { listOfV1, sliceOf } from './pages.ts';
import type { ParticipantRecord, RoomRecord } from './records.ts';
import { announceRoom, endRoom, openRoomNamed, participantsOf } from './rooms.ts';

const roomsPath = '/twilio/video/v1/Rooms';
const roomsUrl = 'https://video.twilio.com/v1/Rooms';
const mediaRegions = ['gll', 'au1', 'br1', 'de1', 'ie1', 'in1', 'jp1', 'sg1', 'us1', 'us2'];

export function roomOperations(context: SandboxContext): TwilioOperation[] {
  return [
    {
      name: 'rooms.create',
      method: 'POST',
      path: roomsPath,
      successStatus: 201,
      prepare: (call) => prepareCreate(context, call),
    },
    {
      name: 'rooms.list',
      method: 'GET',
      path: roomsPath,
      successStatus: 200,
      prepare: (call) => prepareList(context, call),
    },
    {
      name: 'rooms.fetch',
      method: 'GET',
      path: `${roomsPath}/:sid`,
      successStatus: 200,
      prepare: (call) => prepareFetch(context, call),
    },
    {
      name: 'rooms.update',
      method: 'POST',
      path: `${roomsPath}/:sid`,
      successStatus: 200,
      prepare: (call) => prepareUpdate(context, call),
    },
    {
      name: 'participants.list',
      method: 'GET',
      path: `${roomsPath}/:sid/Participants`,
      successStatus: 200,
      prepare: (call) => prepareParticipants(context, call),
    },
    {
      name: 'participants.fetch',
      method: 'GET',
      path: `${roomsPath}/:sid/Participants/:participant`,
      successStatus: 200,
      prepare: (call) => prepareParticipant(context, call),
    },
  ];
}

function prepareCreate(context: SandboxContext, { form }: TwilioCall): () => object {
  const asked = readNewRoom(form);
  return () => {
    if (openRoomNamed(context, asked.uniqueName ?? '')) throw invalid(53113, 'Room exists');
    const now = context.clock.nowMs();
    const sid = randomSid('RM');
    const room: RoomRecord = {
      ...asked,
      sid,
      uniqueName: asked.uniqueName ?? sid,
      status: 'in-progress',
      createdAt: now,
      updatedAt: now,
      endedAt: null,
      sequence: 0,
    };
    context.state.rooms.put(sid, room);
    announceRoom(context, room);
    return roomObject(context, room);
  };
}

function readNewRoom(form: TwilioForm) {
  const type = form.text('Type') ?? 'group';
  const uniqueName = form.text('UniqueName') ?? null;
  const statusCallback = form.text('StatusCallback') ?? null;
  const method = form.text('StatusCallbackMethod') ?? 'POST';
  const mediaRegion = form.text('MediaRegion') ?? 'gll';
  if (type !== 'group') throw invalid(53108, `Room type is not valid: ${type}`);
  if (uniqueName === '') throw invalid(53100, 'Room name is invalid');
  if (uniqueName !== null && uniqueName.length > 128) throw invalid(53101, 'Room name is too long');
  if (statusCallback !== null && !isHttpUrl(statusCallback))
    throw invalid(53111, 'StatusCallback is invalid');
  if (method !== 'POST') throw invalid(53110, 'The sandbox calls status callbacks by POST only');
  if (!mediaRegions.includes(mediaRegion)) throw invalid(53115, `MediaRegion is invalid: ${mediaRegion}`);
  return {
    uniqueName,
    statusCallback,
    statusCallbackMethod: 'POST' as const,
    mediaRegion,
    maxParticipants: form.integer('MaxParticipants', { min: 1, max: 50, code: 53107 }) ?? 50,
    maxParticipantDurationSeconds:
      form.integer('MaxParticipantDuration', { min: 600, max: 86_400, code: 53124 }) ?? 14_400,
    unusedTimeoutMinutes: form.integer('UnusedRoomTimeout', { min: 1, max: 60, code: 53109 }) ?? 5,
    emptyTimeoutMinutes: form.integer('EmptyRoomTimeout', { min: 1, max: 60, code: 53109 }) ?? 5,
    audioOnly: form.flag('AudioOnly'),
    recordsParticipants: form.flag('RecordParticipantsOnConnect'),
  };
}

/** By sid at any time, by name only while the room is in progress. */
function getRoom(context: SandboxContext, { ids, path }: TwilioCall): RoomRecord {
  const sid = ids['sid'] ?? '';
  const room = context.state.rooms.find(sid) ?? openRoomNamed(context, sid);
  if (!room) throw notFound(path);
  return room;
}

function prepareFetch(context: SandboxContext, call: TwilioCall): () => object {
  return () => roomObject(context, getRoom(context, call));
}

function prepareUpdate(context: SandboxContext, call: TwilioCall): () => object {
  const status = call.form.text('Status');
  if (status !== 'completed') throw invalid(53112, 'Status is invalid: a room can only be completed');
  return () => {
    const room = getRoom(context, call);
    if (room.status === 'completed') throw invalid(53118, 'Room completed');
    return roomObject(context, endRoom(context, room));
  };
}

function prepareList(context: SandboxContext, { form }: TwilioCall): () => object {
  const status = form.text('Status') ?? 'in-progress';
  const name = form.text('UniqueName');
  return () => {
    const found = context.state.rooms
      .list()
      .toReversed()
      .filter((room) => room.status === status && (name === undefined || room.uniqueName === name));
    return listOfV1(
      'rooms',
      roomsUrl,
      sliceOf(
        found.map((room) => roomObject(context, room)),
        form,
      ),
    );
  };
}

function prepareParticipants(context: SandboxContext, call: TwilioCall): () => object {
  const asked = call.form.text('Status');
  const identity = call.form.text('Identity');
  return () => {
    const room = getRoom(context, call);
    // Unless it is asked, Twilio lists those who are there, and after the end those who were.
    const status = asked ?? (room.status === 'in-progress' ? 'connected' : 'disconnected');
    const found = participantsOf(context, room.sid)
      .toReversed()
      .filter((participant) => participant.status === status)
      .filter((participant) => identity === undefined || participant.identity === identity);
    const slice = sliceOf(
      found.map((participant) => participantObject(context, participant)),
      call.form,
    );
    return listOfV1('participants', `${roomsUrl}/${room.sid}/Participants`, slice);
  };
}

function prepareParticipant(context: SandboxContext, call: TwilioCall): () => object {
  return () => {
    const wanted = call.ids['participant'];
    const found = participantsOf(context, getRoom(context, call).sid).findLast(
      (participant) => participant.sid === wanted || participant.identity === wanted,
    );
    if (!found) throw notFound(call.path);
    return participantObject(context, found);
  };
}

function roomObject({ options }: SandboxContext, room: RoomRecord): object {
  const url = `${roomsUrl}/${room.sid}`;
  return {
    account_sid: options.keys.twilioAccountSid,
    audio_only: room.audioOnly,
    date_created: isoSeconds(room.createdAt),
    date_updated: isoSeconds(room.updatedAt),
    duration: room.endedAt === null ? null : Math.round((room.endedAt - room.createdAt) / 1000),
    empty_room_timeout: room.emptyTimeoutMinutes,
    enable_turn: true,
    end_time: room.endedAt === null ? null : isoSeconds(room.endedAt),
    large_room: false,
    links: {
      participants: `${url}/Participants`,
      recording_rules: `${url}/RecordingRules`,
      recordings: `${url}/Recordings`,
      transcriptions: `${url}/Transcriptions`,
    },
    max_concurrent_published_tracks: 170,
    max_participant_duration: room.maxParticipantDurationSeconds,
    max_participants: room.maxParticipants,
    media_region: room.mediaRegion,
    record_participants_on_connect: room.recordsParticipants,
    sid: room.sid,
    status: room.status,
    status_callback: room.statusCallback,
    status_callback_method: room.statusCallbackMethod,
    type: 'group',
    unique_name: room.uniqueName,
    unused_room_timeout: room.unusedTimeoutMinutes,
    url,
    video_codecs: ['H264', 'VP8'],
  };
}

function participantObject({ options }: SandboxContext, participant: ParticipantRecord): object {
  const url = `${roomsUrl}/${participant.roomSid}/Participants/${participant.sid}`;
  const { startedAt, endedAt } = participant;
  return {
    account_sid: options.keys.twilioAccountSid,
    date_created: isoSeconds(startedAt),
    date_updated: isoSeconds(participant.updatedAt),
    duration: endedAt === null ? null : Math.round((endedAt - startedAt) / 1000),
    end_time: endedAt === null ? null : isoSeconds(endedAt),
    identity: participant.identity,
    links: {
      anonymize: `${url}/Anonymize`,
      published_tracks: `${url}/PublishedTracks`,
      subscribe_rules: `${url}/SubscribeRules`,
      subscribed_tracks: `${url}/SubscribedTracks`,
    },
    room_sid: participant.roomSid,
    sid: participant.sid,
    start_time: isoSeconds(startedAt),
    status: participant.status,
    url,
  };
}

/** Twilio's dates have no fraction of a second. */
function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
