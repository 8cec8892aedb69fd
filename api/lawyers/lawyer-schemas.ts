import T from 'typebox';
import { Bilingual, ConsultationTypeChoice, PolicyChoice } from '#api/consultations/consultation-schemas.ts';
import {
  Currency,
  Instant,
  MinorAmount,
  Name,
  Nullable,
  OneOf,
  Strict,
  Text,
  Uuid,
  Zone,
  ZoneName,
} from '#api/http/schema-parts.ts';

const word = { pattern: '^[a-z][a-z_-]*$' };
export const Specialty = Text(40, { ...word, examples: ['real_estate'] });
export const Language = Text(10, { ...word, examples: ['ar'] });

const card = {
  id: Uuid,
  name: Bilingual,
  headline: Bilingual,
  city: T.String({ examples: ['Dubai'] }),
  specialties: T.Array(T.String()),
  languages: T.Array(T.String()),
  consultationTypes: T.Array(ConsultationTypeChoice),
  priceFrom: Nullable(
    T.Integer({ description: 'The lowest total price, in minor units; null when nothing is sold.' }),
  ),
  currency: Currency,
  nextAvailable: Nullable(Instant),
  nextOffer: Nullable(
    T.Object(
      { consultationType: ConsultationTypeChoice, durationMinutes: T.Integer(), totalPrice: MinorAmount },
      { description: 'With what `nextAvailable` can be booked.' },
    ),
  ),
};

/** How a lawyer stands in the directory. */
export const LawyerCard = T.Object(card);

export const LawyerDetail = T.Object(
  {
    ...card,
    status: OneOf(['applied', 'listed', 'refused', 'suspended']),
    bio: Bilingual,
    licenceNumber: T.String(),
    timezone: ZoneName,
    isAcceptingBookings: T.Boolean(),
    cancellationPolicy: PolicyChoice,
    officeAddress: Bilingual,
    officeMapUrl: Nullable(T.String()),
  },
  { $id: 'Lawyer' },
);

const Texts = (max: number) => Strict({ en: T.String({ maxLength: max }), ar: T.String({ maxLength: max }) });

/** What lawyers say about themselves. */
const profile = {
  name: Strict({ en: Name(120), ar: Name(120) }),
  headline: T.Optional(Texts(160)),
  bio: T.Optional(Texts(4000)),
  city: T.Optional(Text(80)),
  specialties: T.Optional(T.Array(Specialty, { maxItems: 12, uniqueItems: true })),
  languages: T.Optional(T.Array(Language, { minItems: 1, maxItems: 12, uniqueItems: true })),
  officeAddress: T.Optional(Texts(300)),
  officeMapUrl: T.Optional(Nullable(Text(500, { pattern: '^https://[^\\s]+$' }))),
  cancellationPolicy: T.Optional(PolicyChoice),
};

export const Application = Strict(
  { ...profile, licenceNumber: Text(60), timezone: T.Optional(Zone) },
  {
    examples: [
      {
        name: { en: 'Layla Haddad', ar: 'ليلى حداد' },
        licenceNumber: 'DXB-20417',
        specialties: ['real_estate'],
        languages: ['ar', 'en'],
      },
    ],
  },
);

export const ProfileChange = Strict({ ...profile, name: T.Optional(profile.name) });

export const PriceBreakdown = T.Object({
  durationMinutes: T.Integer(),
  basePrice: MinorAmount,
  platformFee: MinorAmount,
  vat: MinorAmount,
  totalPrice: MinorAmount,
});
