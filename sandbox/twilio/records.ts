/** What the sandbox remembers of Twilio's resources. Times are in milliseconds. */
export type MessageStatus = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed';

export interface SmsRecord {
  sid: string;
  to: string;
  from: string;
  body: string;
  status: MessageStatus;
  errorCode: number | null;
  createdAt: number;
  updatedAt: number;
  sentAt: number | null;
  statusCallback: string | null;
  /** What happens to it next, in order, and when. */
  next: { status: MessageStatus; at: number; errorCode: number | null }[];
}

export interface RoomRecord {
  sid: string;
  uniqueName: string;
  status: 'in-progress' | 'completed';
  createdAt: number;
  updatedAt: number;
  endedAt: number | null;
  maxParticipants: number;
  maxParticipantDurationSeconds: number;
  unusedTimeoutMinutes: number;
  emptyTimeoutMinutes: number;
  mediaRegion: string;
  audioOnly: boolean;
  recordsParticipants: boolean;
  statusCallback: string | null;
  statusCallbackMethod: 'POST' | 'GET';
  /** The number of the next status callback; receivers put them in order by it. */
  sequence: number;
}

export interface ParticipantRecord {
  sid: string;
  roomSid: string;
  identity: string;
  status: 'connected' | 'disconnected';
  startedAt: number;
  updatedAt: number;
  endedAt: number | null;
}
