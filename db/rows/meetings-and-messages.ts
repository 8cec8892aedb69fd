import type { Generated, Selectable } from 'kysely';
import type { ConsultationType, Party } from '#domain/consultation.ts';
import type { CreatedAt, Timestamp, OptionalTimestamp, DefaultTimestamp } from './columns.ts';

export type Channel = 'email' | 'sms';
export type NotificationStatus = 'sending' | 'sent' | 'delivered' | 'failed' | 'skipped';

export interface MeetingTable {
  consultationId: string;
  kind: ConsultationType;
  roomName: string | null;
  roomSid: string | null;
  status: 'planned' | 'open' | 'closed';
  openedAt: OptionalTimestamp;
  closedAt: OptionalTimestamp;
}

export interface MeetingParticipantTable {
  consultationId: string;
  party: Party;
  firstJoinedAt: Timestamp;
  lastLeftAt: OptionalTimestamp;
  isPresent: boolean;
}

export interface NotificationTable {
  id: Generated<string>;
  consultationId: string;
  kind: string;
  recipient: Party;
  channel: Channel;
  sequence: Generated<number>;
  userId: string;
  status: NotificationStatus;
  providerMessageId: string | null;
  errorCode: string | null;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

export interface WebhookInboxTable {
  provider: 'stripe' | 'twilio' | 'sendgrid';
  eventId: string;
  kind: string;
  objectId: string;
  consultationId: string | null;
  receivedAt: CreatedAt;
  handledAt: OptionalTimestamp;
}

export interface IdempotencyKeyTable {
  caller: string;
  key: string;
  bodyHash: Buffer;
  consultationId: string;
  refusalCode: string | null;
  refusalDetail: string | null;
  refusalReason: string | null;
  createdAt: CreatedAt;
}

export interface CommandKeyTable {
  commandId: string;
  bodyHash: Buffer;
  createdAt: CreatedAt;
}

export interface OperatorActionTable {
  id: Generated<string>;
  operatorId: string;
  workflowId: string;
  action: string;
  at: CreatedAt;
}

export type Notification = Selectable<NotificationTable>;
