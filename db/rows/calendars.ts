import type { Generated, Selectable } from 'kysely';
import type { CreatedAt, DefaultTimestamp, OptionalTimestamp, Timestamp } from './columns.ts';

export type CalendarProvider = 'google' | 'outlook' | 'ics';
export type CalendarStatus = 'active' | 'failing' | 'needs_reauth';
export type CalendarEventStatus = 'wanted' | 'present' | 'removed' | 'deleted_there';

export interface CalendarConnectionTable {
  id: Generated<string>;
  lawyerId: string;
  provider: CalendarProvider;
  status: Generated<CalendarStatus>;
  account: Generated<string>;
  calendarId: Generated<string>;
  /** Sealed: a refresh token, or a private ICS address. */
  secret: string;
  syncedAt: OptionalTimestamp;
  failingSince: OptionalTimestamp;
  failureCode: string | null;
  channelId: string | null;
  channelResourceId: string | null;
  channelSecret: string | null;
  channelExpiresAt: OptionalTimestamp;
  toldAt: OptionalTimestamp;
  createdAt: CreatedAt;
  updatedAt: DefaultTimestamp;
}

export interface CalendarFarewellTable {
  connectionId: string;
  provider: CalendarProvider;
  secret: string;
  channelId: string | null;
  channelResourceId: string | null;
  createdAt: CreatedAt;
}

export interface CalendarBusyTable {
  connectionId: string;
  startAt: Timestamp;
  endAt: Timestamp;
}

export interface CalendarEventTable {
  consultationId: string;
  connectionId: string;
  providerEventId: string | null;
  status: CalendarEventStatus;
  writtenRevision: number | null;
  updatedAt: DefaultTimestamp;
}

export interface CalendarAuthorisationTable {
  stateHash: Buffer;
  lawyerId: string;
  userId: string;
  provider: 'google' | 'outlook';
  verifier: string;
  createdAt: CreatedAt;
}

export interface CalendarFeedTable {
  userId: string;
  tokenHash: Buffer;
  token: string;
  createdAt: DefaultTimestamp;
}

export type CalendarConnection = Selectable<CalendarConnectionTable>;
