import type { SandboxContext } from '#sandbox/context.ts';
import { randomSid } from '#sandbox/identifiers.ts';
import { sendCallback } from './callbacks.ts';
import type { ParticipantRecord, RoomRecord } from './records.ts';

/** What happens in rooms: people come and go, and rooms end. Each change tells the room's status callback. */
export type JoinOutcome =
  | { status: 'joined'; participant: ParticipantRecord }
  | { status: 'no_room' }
  | { status: 'full' };

export function openRoomNamed({ state }: SandboxContext, name: string): RoomRecord | undefined {
  return state.rooms
    .list()
    .findLast((room) => room.status === 'in-progress' && (room.uniqueName === name || room.sid === name));
}

export function participantsOf({ state }: SandboxContext, roomSid: string): ParticipantRecord[] {
  return state.participants.list().filter((participant) => participant.roomSid === roomSid);
}

function connectedIn(context: SandboxContext, roomSid: string): ParticipantRecord[] {
  return participantsOf(context, roomSid).filter((participant) => participant.status === 'connected');
}

/** Joins as this identity; whoever was in the room under it is disconnected first, as Twilio does. */
export function joinRoom(context: SandboxContext, name: string, identity: string): JoinOutcome {
  const room = openRoomNamed(context, name);
  if (!room) return { status: 'no_room' };
  const present = connectedIn(context, room.sid);
  const former = present.filter((participant) => participant.identity === identity);
  if (present.length - former.length >= room.maxParticipants) return { status: 'full' };
  for (const participant of former) disconnect(context, participant);
  const now = context.clock.nowMs();
  const participant: ParticipantRecord = {
    sid: randomSid('PA'),
    roomSid: room.sid,
    identity,
    status: 'connected',
    startedAt: now,
    updatedAt: now,
    endedAt: null,
  };
  context.state.participants.put(participant.sid, participant);
  tell(context, room.sid, 'participant-connected', participantParameters(participant));
  return { status: 'joined', participant };
}

/** Leaves the room; false when nobody of this identity is in it. */
export function leaveRoom(context: SandboxContext, name: string, identity: string): boolean {
  const room = openRoomNamed(context, name);
  const found =
    room && connectedIn(context, room.sid).find((participant) => participant.identity === identity);
  if (found) disconnect(context, found);
  return found !== undefined;
}

export function endRoom(context: SandboxContext, room: RoomRecord): RoomRecord {
  for (const participant of connectedIn(context, room.sid)) disconnect(context, participant);
  const now = context.clock.nowMs();
  const current = context.state.rooms.find(room.sid) ?? room;
  const ended: RoomRecord = { ...current, status: 'completed', endedAt: now, updatedAt: now };
  context.state.rooms.put(room.sid, ended);
  tell(context, room.sid, 'room-ended', { RoomDuration: secondsBetween(room.createdAt, now) });
  return context.state.rooms.find(room.sid) ?? ended;
}

export function announceRoom(context: SandboxContext, room: RoomRecord): void {
  tell(context, room.sid, 'room-created', {});
}

/** Ends rooms that nobody came to, or that all have left, and participations that last too long. */
export function progressRooms(context: SandboxContext): void {
  const now = context.clock.nowMs();
  for (const room of context.state.rooms.list()) {
    if (room.status !== 'in-progress') continue;
    const everybody = participantsOf(context, room.sid);
    for (const participant of everybody) {
      const overdue = participant.startedAt + room.maxParticipantDurationSeconds * 1000 <= now;
      if (participant.status === 'connected' && overdue) disconnect(context, participant);
    }
    if (connectedIn(context, room.sid).length > 0) continue;
    const emptySince = Math.max(
      room.createdAt,
      ...participantsOf(context, room.sid).map(({ endedAt }) => endedAt ?? 0),
    );
    const minutes = everybody.length === 0 ? room.unusedTimeoutMinutes : room.emptyTimeoutMinutes;
    if (emptySince + minutes * 60_000 <= now) endRoom(context, room);
  }
}

function disconnect(context: SandboxContext, participant: ParticipantRecord): void {
  const now = context.clock.nowMs();
  const gone: ParticipantRecord = { ...participant, status: 'disconnected', endedAt: now, updatedAt: now };
  context.state.participants.put(gone.sid, gone);
  tell(context, gone.roomSid, 'participant-disconnected', {
    ...participantParameters(gone),
    ParticipantDuration: secondsBetween(gone.startedAt, now),
  });
}

function participantParameters({ sid, identity, status }: ParticipantRecord): Record<string, string> {
  return { ParticipantSid: sid, ParticipantIdentity: identity, ParticipantStatus: status };
}

function tell(context: SandboxContext, roomSid: string, event: string, more: Record<string, string>): void {
  const room = context.state.rooms.find(roomSid);
  if (!room) return;
  context.state.rooms.put(roomSid, { ...room, sequence: room.sequence + 1 });
  sendCallback(context.webhooks, {
    url: room.statusCallback,
    kind: event,
    about: roomSid,
    parameters: {
      AccountSid: context.options.keys.twilioAccountSid,
      RoomName: room.uniqueName,
      RoomSid: room.sid,
      RoomStatus: room.status,
      RoomType: 'group',
      SequenceNumber: String(room.sequence),
      StatusCallbackEvent: event,
      Timestamp: new Date(context.clock.nowMs()).toISOString(),
      ...more,
    },
  });
}

function secondsBetween(fromMs: number, toMs: number): string {
  return String(Math.max(0, Math.round((toMs - fromMs) / 1000)));
}
