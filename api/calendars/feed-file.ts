import type { FeedConsultation, FeedReader } from '#db/calendar-feeds.ts';
import { calendarUidOf, contentLines, textValue, utcTime } from '#domain/content-lines.ts';

/** Calendars ask again after so long, if they can be told. */
const refreshEvery = 'PT15M';

/**
 * A person's consultations as a calendar to subscribe to. Each has the UID of the invitations that are sent by mail, so that
 * a calendar has it once, and its title is neutral: other people see calendars too. The file changes only when what it
 * shows has changed.
 */
export function feedFile(
  consultations: readonly FeedConsultation[],
  { publicUrl, locale }: { publicUrl: string } & Pick<FeedReader, 'locale'>,
): string {
  const events = consultations.flatMap((each) => eventLines(each, { publicUrl, locale }));
  return contentLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Majlis//Consultations//EN',
    'CALSCALE:GREGORIAN',
    'NAME:Majlis',
    'X-WR-CALNAME:Majlis',
    `REFRESH-INTERVAL;VALUE=DURATION:${refreshEvery}`,
    `X-PUBLISHED-TTL:${refreshEvery}`,
    ...(events.length > 0 ? events : somethingLines),
    'END:VCALENDAR',
  ]);
}

/** A calendar has to have a component, and who has no consultations yet has a feed already. */
const somethingLines = [
  'BEGIN:VTIMEZONE',
  'TZID:Etc/UTC',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0000',
  'END:STANDARD',
  'END:VTIMEZONE',
];

function eventLines(
  row: FeedConsultation,
  { publicUrl, locale }: { publicUrl: string } & Pick<FeedReader, 'locale'>,
): string[] {
  const isCancelled = row.status === 'cancelled';
  const url = `${publicUrl}/consultations/${row.id}`;
  const office = locale === 'ar' ? row.officeAddressAr : row.officeAddressEn;
  return [
    'BEGIN:VEVENT',
    `UID:${calendarUidOf(row.id)}`,
    // The mail about a cancellation counts one further as well.
    `SEQUENCE:${isCancelled ? 1 : 0}`,
    // Without a METHOD it says when the event was last revised, like LAST-MODIFIED.
    `DTSTAMP:${utcTime(row.updatedAt.getTime())}`,
    `CREATED:${utcTime(row.createdAt.getTime())}`,
    `LAST-MODIFIED:${utcTime(row.updatedAt.getTime())}`,
    `DTSTART:${utcTime(row.startAt.getTime())}`,
    `DTEND:${utcTime(row.endAt.getTime())}`,
    `SUMMARY:${textValue(`Consultation ${row.number}`)}`,
    `DESCRIPTION:${textValue(url)}`,
    `LOCATION:${textValue(row.consultationType === 'in_person' ? office : url)}`,
    `URL:${url}`,
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${isCancelled ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ];
}
