import type { ConsultationWithParties } from '#db/consultations.ts';
import type { Meeting, Participant } from '#db/meetings.ts';
import type { Instant } from '#domain/instant.ts';
import { Problem } from '#domain/problem.ts';
import { joinableSpan } from './meeting-window.ts';

export interface MeetingSituation {
  consultation: ConsultationWithParties;
  meeting: Meeting | undefined;
  participants: readonly Participant[];
  now: Instant;
}

/** The open room and until when it can be joined, or the refusal, whose reason tells the page what to say. */
export function admittedRoom({ consultation, meeting, participants, now }: MeetingSituation): {
  roomName: string;
  until: Instant;
} {
  const { viewedBy, status, startAt, endAt } = consultation;
  if (!meeting || meeting.roomName === null)
    throw refused('not_by_video', 'This consultation is not by video.');
  const wasAdmitted = participants.some(({ party }) => party === viewedBy);
  // After an outcome only those may return who were there, while the room is still open.
  const isOn = status === 'confirmed' || status === 'in_progress' || (status === 'completed' && wasAdmitted);
  if (!isOn) throw refused('not_on', `A consultation that is ${status} cannot be joined.`);
  const { start, end } = joinableSpan({ start: startAt.getTime(), end: endAt.getTime() });
  if (now < start) throw refused('too_early', 'The meeting can be joined from ten minutes before its start.');
  if (now > end || meeting.status === 'closed') throw refused('too_late', 'The meeting is over.');
  if (meeting.status !== 'open')
    throw refused('not_open', 'The room is being opened. Try again in a moment.');
  return { roomName: meeting.roomName, until: end };
}

function refused(reason: string, detail: string): Problem {
  return new Problem('invalid_state', detail, { reason });
}
