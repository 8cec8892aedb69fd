import T from 'typebox';
import type { Static } from 'typebox';
import { Instant, Nullable, OneOf, Strict, Uuid } from '#api/http/schema-parts.ts';
import { consentProviders } from './consent-providers.ts';

export const ProviderChoice = OneOf([...consentProviders, 'ics']);
export const ConsentProviderChoice = OneOf(consentProviders);

export const Calendar = T.Object({
  id: Uuid,
  provider: ProviderChoice,
  status: OneOf(['active', 'failing', 'needs_reauth'], {
    description:
      '`failing` is tried again by itself; `needs_reauth` until you connect it again: the consent was taken back.',
  }),
  account: T.String({
    description: 'Whose calendar it is; of an .ics address the host alone.',
    examples: ['layla@example.com'],
  }),
  syncedAt: Nullable(Instant),
  failingSince: Nullable(Instant),
  failureCode: Nullable(T.String({ examples: ['invalid_grant'] })),
  closesSlotsAt: Nullable(Instant),
  createdAt: Instant,
});

const DeletedEvent = T.Object({
  consultationId: Uuid,
  consultationNumber: T.String({ examples: ['MJ-7K2M9QX4TB'] }),
  scheduledAt: Instant,
  calendarId: Uuid,
});

export const Calendars = T.Object({
  data: T.Array(Calendar),
  deletedEvents: T.Array(DeletedEvent, {
    description:
      'Confirmed consultations whose event you took out of a calendar. They take place: put the event back, or do without it.',
  }),
  available: T.Array(ProviderChoice, { description: 'What can be connected here.' }),
});

export const IcsConnection = Strict({
  url: T.String({
    pattern: '^\\s*[A-Za-z]+://\\S+\\s*$',
    maxLength: 2048,
    description:
      'A private address in iCal format. Whoever has it reads the calendar, so it is never shown again.',
    examples: ['https://calendar.example/private/basic.ics'],
  }),
});

export type CalendarAnswer = Static<typeof Calendar>;
export type CalendarsAnswer = Static<typeof Calendars>;
