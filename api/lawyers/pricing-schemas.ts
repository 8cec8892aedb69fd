import T from 'typebox';
import { availabilityBounds as bounds } from '#domain/availability-faults.ts';
import { ConsultationTypeChoice } from '#api/consultations/consultation-schemas.ts';
import { PriceBreakdown } from './lawyer-schemas.ts';
import { Currency, OneOf, Strict } from '#api/http/schema-parts.ts';

/** Stripe charges no less than 2 dirhams. */
export const feeMin = 200;
/** No lawyer asks for more than a hundred thousand. */
const Amount = T.Integer({ minimum: feeMin, maximum: 10_000_000 });

const PriceChange = Strict({
  consultationType: ConsultationTypeChoice,
  fixedFee: T.Optional(Amount),
  hourlyRate: T.Optional(Amount),
  durations: T.Array(T.Integer({ minimum: 5, maximum: 480 }), {
    minItems: 1,
    maxItems: 8,
    uniqueItems: true,
  }),
  currency: OneOf(['AED']),
  isActive: T.Boolean(),
  bufferMinutes: T.Optional(
    T.Integer({ minimum: bounds.bufferMinutes.min, maximum: bounds.bufferMinutes.max }),
  ),
  minNoticeHours: T.Optional(
    T.Number({ minimum: 0, maximum: bounds.minNoticeMinutes.max / 60, multipleOf: 0.25 }),
  ),
  stepMinutes: T.Optional(T.Integer({ minimum: bounds.stepMinutes.min, maximum: bounds.stepMinutes.max })),
});

export const PricingChange = Strict(
  { data: T.Array(PriceChange, { maxItems: 5 }) },
  {
    examples: [
      {
        data: [
          {
            consultationType: 'video',
            hourlyRate: 60_000,
            durations: [30, 60],
            currency: 'AED',
            isActive: true,
          },
        ],
      },
    ],
  },
);

export const PriceEntry = T.Object({
  consultationType: ConsultationTypeChoice,
  fixedFee: T.Optional(T.Integer()),
  hourlyRate: T.Optional(T.Integer()),
  durations: T.Array(T.Integer()),
  currency: Currency,
  isActive: T.Boolean(),
  bufferMinutes: T.Optional(T.Integer()),
  minNoticeHours: T.Optional(T.Number()),
  stepMinutes: T.Optional(T.Integer()),
});

export const Pricing = T.Object({
  data: T.Array(
    T.Interface([PriceEntry], {
      prices: T.Array(PriceBreakdown, { description: 'What the client pays, for each duration.' }),
    }),
  ),
});
