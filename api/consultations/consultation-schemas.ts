import T from 'typebox';
import { bookableTypes, cancellationPolicies, statuses } from '#domain/consultation.ts';
import { Currency, Instant, MinorAmount, Nullable, OneOf, Uuid, ZoneName } from '#api/http/schema-parts.ts';

export const ConsultationTypeChoice = OneOf(bookableTypes);
export const StatusChoice = OneOf(statuses);
export const PolicyChoice = OneOf(cancellationPolicies);

export const Bilingual = T.Object({ en: T.String(), ar: T.String() });

const price = {
  basePrice: MinorAmount,
  platformFee: MinorAmount,
  vat: MinorAmount,
  totalPrice: MinorAmount,
  currency: Currency,
};

const identity = {
  id: Uuid,
  consultationNumber: T.String({ examples: ['MJ-7K2M9QX4TB'] }),
  status: StatusChoice,
};

const EmailVerification = OneOf(['required', 'done'], {
  description: 'While it is `required`, the client has to prove the address with a code before paying.',
});

/** What a booking answers. */
export const BookedConsultation = T.Object({
  ...identity,
  scheduledAt: Instant,
  ...price,
  paymentUrl: Nullable(
    T.String({
      description:
        'Where to pay; null while it is being opened, while `emailVerification` is `required`, and once it is over.',
    }),
  ),
  emailVerification: EmailVerification,
  holdExpiresAt: Instant,
});

const when = {
  scheduledAt: Instant,
  endsAt: Instant,
  durationMinutes: T.Integer(),
  clientTimezone: ZoneName,
  lawyerTimezone: ZoneName,
};

const people = {
  role: OneOf(['client', 'lawyer', 'partner'], { description: 'What you are in it.' }),
  lawyer: T.Object({ id: Uuid, name: Bilingual, headline: Bilingual }),
  client: T.Object({ name: T.String(), phone: T.Optional(Nullable(T.String())) }),
};

export const ConsultationListItem = T.Object({
  ...identity,
  consultationType: ConsultationTypeChoice,
  ...when,
  ...people,
  totalPrice: MinorAmount,
  currency: Currency,
  paymentUrl: Nullable(T.String()),
  holdExpiresAt: Instant,
  needsAttention: T.Boolean(),
});

const Refund = T.Object({
  amount: MinorAmount,
  status: OneOf(['requested', 'pending', 'succeeded', 'failed', 'handled']),
  reason: T.String(),
  createdAt: Instant,
});

const Payment = T.Object({
  status: OneOf(['open', 'authorised', 'captured', 'voided', 'expired']),
  amount: MinorAmount,
  captured: MinorAmount,
  refunded: MinorAmount,
  currency: Currency,
  capturedAt: Nullable(Instant),
  refunds: T.Array(Refund),
});

const Presence = T.Object({
  hasJoined: T.Boolean(),
  isPresent: T.Boolean(),
  joinedAt: Nullable(Instant),
});

const Meeting = T.Object({
  kind: ConsultationTypeChoice,
  status: OneOf(['planned', 'open', 'closed']),
  joinableFrom: Nullable(Instant),
  joinableUntil: Nullable(Instant),
  presence: T.Object({ client: Presence, lawyer: Presence }),
  address: Nullable(Bilingual),
  mapUrl: Nullable(T.String()),
});

const TimelineEntry = T.Object({
  at: Instant,
  kind: T.String(),
  from: Nullable(StatusChoice),
  to: StatusChoice,
  by: OneOf(['client', 'lawyer', 'partner', 'operator', 'system', 'provider']),
  reason: Nullable(T.String()),
});

export const Document = T.Object({
  id: Uuid,
  name: T.String(),
  mediaType: T.String(),
  sizeBytes: T.Integer(),
  createdAt: Instant,
});

const Answer = T.Object({
  id: T.String(),
  label: Bilingual,
  answer: T.Unsafe<string | boolean>({ anyOf: [{ type: 'string' }, { type: 'boolean' }] }),
  choice: Nullable(Bilingual, {
    description: 'What people read for it, where the answer is the id of a choice.',
  }),
});

/** One consultation as one of its parties sees it. Partners see neither notes nor answers nor documents. */
export const ConsultationDetail = T.Object(
  {
    ...identity,
    consultationType: ConsultationTypeChoice,
    ...when,
    ...price,
    ...people,
    cancellationPolicy: PolicyChoice,
    paymentUrl: Nullable(T.String()),
    emailVerification: EmailVerification,
    holdExpiresAt: Instant,
    confirmedAt: Nullable(Instant),
    cancelledBy: Nullable(OneOf(['client', 'lawyer', 'operator'])),
    cancelReason: Nullable(T.String()),
    cancelNote: Nullable(T.String({ description: 'What the party who cancelled added for the other one.' })),
    needsAttention: T.Boolean(),
    createdAt: Instant,
    clientNotes: Nullable(T.String()),
    questionnaire: T.Array(Answer),
    documents: T.Array(Document),
    payment: Nullable(Payment),
    meeting: Nullable(Meeting),
    timeline: T.Array(TimelineEntry),
  },
  { $id: 'Consultation' },
);
