import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { findFailingCalendar } from '#db/calendars-failing.ts';
import { recordTold } from '#db/calendars-state.ts';
import type { Database } from '#db/schema.ts';
import { hours } from '#domain/instant.ts';
import { calendarTrustHours } from '#domain/slots-bars.ts';
import type { CalendarMailActivities } from '#activities/contract.ts';
import type { Mailer } from '#activities/mail.ts';
import { calendarLetter } from '#activities/messages/calendar-letter.ts';
import { htmlOf, textOf } from '#activities/messages/layout.ts';

export interface CalendarMailDependencies {
  db: Kysely<Database>;
  mailer: Mailer;
  publicUrl: string;
}

/**
 * The e-mail about a calendar that cannot be read, once for each time that it fails. Only when the worker dies between
 * SendGrid's answer and the record of it, twice.
 */
export function createCalendarMail(deps: CalendarMailDependencies): CalendarMailActivities {
  const { db, mailer, publicUrl } = deps;
  return {
    async sendCalendarMail({ connectionId }) {
      const failing = await findFailingCalendar(db, connectionId);
      if (!failing || failing.toldAt !== null) return { sent: false };
      const { email, failingSince, readAt, ...about } = failing;
      const closesSlotsAt = readAt.getTime() + hours(calendarTrustHours);
      const letter = calendarLetter({ ...about, closesSlotsAt, url: `${publicUrl}/lawyer/calendars` });
      await mailer.send({
        to: email,
        subject: letter.subject,
        html: htmlOf(letter),
        text: textOf(letter),
        notificationId: randomUUID(),
      });
      await recordTold(db, { connectionId, failingSince, at: new Date() });
      return { sent: true };
    },
  };
}
