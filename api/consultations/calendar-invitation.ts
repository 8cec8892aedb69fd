import { createEvent } from 'ics';
import type { EventAttributes } from 'ics';
import type { ConsultationWithParties } from '#db/consultations.ts';
import { calendarUidOf } from '#domain/content-lines.ts';

/**
 * The consultation for a calendar, under the UID of the invitations that are sent by mail, so that a calendar has it once.
 * The title is neutral: other people see calendars too.
 */
export function invitationOf(row: ConsultationWithParties, publicUrl: string): string {
  const isCancelled = row.status === 'cancelled';
  const url = `${publicUrl}/consultations/${row.id}`;
  const { error, value } = createEvent({
    uid: calendarUidOf(row.id),
    // The mail about a cancellation counts one further as well.
    sequence: isCancelled ? 1 : 0,
    productId: '-//Majlis//Consultations//EN',
    method: isCancelled ? 'CANCEL' : 'PUBLISH',
    status: isCancelled ? 'CANCELLED' : 'CONFIRMED',
    title: `Consultation ${row.number}`,
    description: url,
    url,
    location: row.consultationType === 'in_person' ? row.officeAddressEn : url,
    startInputType: 'utc',
    startOutputType: 'utc',
    start: utcOf(row.startAt),
    endInputType: 'utc',
    endOutputType: 'utc',
    end: utcOf(row.endAt),
  });
  if (error || !value) throw new Error('the invitation could not be made', { cause: error });
  return value;
}

function utcOf(date: Date): EventAttributes['start'] {
  return [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
  ];
}
