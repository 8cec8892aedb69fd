import T from 'typebox';
import type { Static } from 'typebox';
import { LocaleChoice } from '#api/accounts/account-view.ts';
import { ConsultationTypeChoice } from '#api/consultations/consultation-schemas.ts';
import { Email, Instant, Name, Phone, Strict, Text, Uuid, Zone } from '#api/http/schema-parts.ts';

const Answers = T.Record(
  T.String({ pattern: '^[a-z0-9][a-z0-9_-]{0,63}$' }),
  T.Union([T.String({ maxLength: 2000 }), T.Boolean()]),
  {
    description: 'By question id: a text, the id of a choice, or true or false.',
    additionalProperties: false,
    examples: [{ matter: 'A lease that was ended early', urgent: true }],
  },
);

export const BookingRequest = Strict(
  {
    lawyerId: Uuid,
    consultationType: ConsultationTypeChoice,
    scheduledAt: Instant,
    durationMinutes: T.Integer({ minimum: 5, maximum: 480, examples: [60] }),
    clientTimezone: Zone,
    clientPhone: T.Optional(Phone),
    clientNotes: T.Optional(Text(4000, { description: 'For the lawyer alone.' })),
    questionnaireResponses: T.Optional(Answers),
    documentIds: T.Optional(T.Array(Uuid, { maxItems: 5, uniqueItems: true })),
    client: T.Optional(
      Strict(
        { name: Name(200), email: Email, phone: T.Optional(Phone), locale: T.Optional(LocaleChoice) },
        {
          description: 'With an API key: for which of your clients. They are made with their first booking.',
        },
      ),
    ),
  },
  {
    examples: [
      {
        lawyerId: '01a20d72-a795-79de-a0e0-b09abdb59258',
        consultationType: 'video',
        scheduledAt: '2026-11-26T10:00:00+04:00',
        durationMinutes: 60,
        clientTimezone: 'Europe/London',
        clientNotes: 'My landlord ended the lease early.',
      },
    ],
  },
);
export type BookingRequest = Static<typeof BookingRequest>;
