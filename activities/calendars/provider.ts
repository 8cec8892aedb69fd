import type { Instant, Interval } from '#domain/instant.ts';

/** A time that is taken in a calendar. */
export interface BusyTime extends Interval {
  /** When it is one of our consultations, as far as the calendar says so. */
  consultationId?: string | undefined;
}

/** An event that we wrote. */
export interface OwnEvent {
  eventId: string;
  consultationId: string;
}

export interface CalendarContent {
  /** In any order, overlapping as they come. */
  busy: BusyTime[];
  own: OwnEvent[];
}

export interface ReadingSpan extends Interval {
  /** The lawyer's zone: days that are taken whole, and times without a zone, are read in it. */
  zone: string;
}

/** An event of ours, wherever it may be. */
export interface EventReference {
  consultationId: string;
  /** Undefined when the provider's answer was never written down. */
  eventId: string | undefined;
  startAt: Instant;
  endAt: Instant;
}

/** Nothing of the matter and nobody's name: other people see calendars too. */
export interface EventToWrite extends EventReference {
  title: string;
  url: string;
}

export interface ChannelRequest {
  /** Where the provider is to say that something changed. */
  address: string;
  /** It says this with each word, so that nobody else can. */
  secret: string;
  /** The channel that there is; some providers can prolong it. */
  current: { channelId: string; resourceId: string | null } | undefined;
}

export interface OpenChannel {
  channelId: string;
  resourceId: string | null;
  expiresAt: Instant;
}

/** One calendar of one lawyer. Everything throws `CalendarFailure`, and nothing else on the provider's account. */
export interface ReadableCalendar {
  /** Everything that the calendar has in this span; it fails rather than leave something out. */
  read(span: ReadingSpan): Promise<CalendarContent>;
}

export interface WritableCalendar extends ReadableCalendar {
  /** Puts the event there, once, or brings it up to date, and returns its id. */
  write(event: EventToWrite): Promise<string>;
  /** Taking out what is not there is success. */
  remove(event: EventReference): Promise<void>;
  has(eventId: string): Promise<boolean>;
  watch(request: ChannelRequest): Promise<OpenChannel>;
  /** Closing what is closed is success. */
  unwatch(channel: { channelId: string; resourceId: string | null }): Promise<void>;
}

export function isWritable(calendar: ReadableCalendar): calendar is WritableCalendar {
  return 'write' in calendar;
}

/** With the answer to each call a provider may take this long. */
export const callTimeoutMs = 15_000;

/** A calendar with more than this in a year is not a person's. */
export const eventsMax = 25_000;

/** `consultation-<id>@majlis`, as invitations by e-mail have it: they are our consultations too. */
export function consultationOfUid(uid: string | null | undefined): string | undefined {
  return /^consultation-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@majlis$/i.exec(uid ?? '')?.[1];
}
