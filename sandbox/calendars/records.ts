export type CalendarProvider = 'google' | 'microsoft' | 'ics';

/** A person's account with its one calendar. Times are in milliseconds. */
export interface CalendarAccount {
  /** `<provider>:<address>` */
  id: string;
  provider: CalendarProvider;
  /** An e-mail address; for an ICS calendar the name of its file. */
  address: string;
  name: string;
  timezone: string;
  createdAt: number;
  /** Goes up with every change of an event; the tokens for reading changes are made of it. */
  revision: number;
  /** Tokens for reading changes that are older than this revision are no longer taken. */
  revisionMin: number;
}

/** From its first moment to the first one after it: dates for whole days, else instants with the zone they were given in. */
export type Span =
  | { allDay: true; startDate: string; endDate: string }
  | { allDay: false; startAt: number; endAt: number; startZone: string; endZone: string };

export interface CalendarEvent {
  id: string;
  accountId: string;
  title: string;
  span: Span;
  /** Closes no time: `transparent` at Google, `free` at Microsoft. */
  isFree: boolean;
  /** Providers remember for a while what was deleted, and tell those who read changes. */
  isDeleted: boolean;
  madeBy: 'product' | 'person';
  sequence: number;
  createdAt: number;
  updatedAt: number;
  /** The account's revision at its last change. */
  revision: number;
  /** What the provider's own body says besides, as it came. */
  details: Readonly<Record<string, unknown>>;
}

/** Somebody has allowed a program to use their account. */
export interface Consent {
  /** `<account> <client>` */
  id: string;
  accountId: string;
  clientId: string;
  scopes: string[];
  grantedAt: number;
  revokedAt: number | null;
}

/** What an answer to the consent page is exchanged by: once, within minutes. */
export interface AuthorisationCode {
  code: string;
  accountId: string;
  clientId: string;
  redirectUri: string;
  scopes: string[];
  /** Of PKCE (S256). */
  challenge: string | null;
  /** Whether a refresh token comes with it. */
  givesRefreshToken: boolean;
  expiresAt: number;
  isUsed: boolean;
}

export interface CalendarToken {
  token: string;
  accountId: string;
  clientId: string;
  scopes: string[];
  expiresAt: number;
}

/** Google tells this address that something changed in a calendar. */
export interface GoogleChannel {
  id: string;
  accountId: string;
  clientId: string;
  resourceId: string;
  resourceUri: string;
  address: string;
  token: string | null;
  expiresAt: number;
  /** So many have gone out. */
  messages: number;
}

/** Microsoft tells this address which events changed in a calendar. */
export interface Subscription {
  id: string;
  accountId: string;
  clientId: string;
  resource: string;
  changes: ('created' | 'updated' | 'deleted')[];
  notificationUrl: string;
  clientState: string | null;
  expiresAt: number;
}
