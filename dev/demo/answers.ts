import T, { type Static } from 'typebox';

/** The parts of the API's answers that the demo reads. */
export const Directory = T.Object({
  data: T.Array(T.Object({ id: T.String(), name: T.Object({ en: T.String() }) })),
});

export const Prices = T.Object({
  data: T.Array(T.Object({ consultationType: T.String(), durations: T.Array(T.Number()) })),
});

export const Slots = T.Object({
  slots: T.Array(T.Object({ startTime: T.String(), available: T.Boolean() })),
  totalPrice: T.Number(),
});

export const Booked = T.Object({
  consultation: T.Object({
    id: T.String(),
    consultationNumber: T.String(),
    scheduledAt: T.String(),
    totalPrice: T.Number(),
    currency: T.String(),
    paymentUrl: T.Union([T.String(), T.Null()]),
    holdExpiresAt: T.String(),
  }),
});

export const Shown = T.Object({
  consultation: T.Object({
    status: T.String(),
    needsAttention: T.Boolean(),
    paymentUrl: T.Union([T.String(), T.Null()]),
    payment: T.Union([T.Object({ status: T.String(), refunded: T.Number() }), T.Null()]),
  }),
});

export const Quote = T.Object({
  refund: T.Number(),
  totalPrice: T.Number(),
  currency: T.String(),
  rule: T.String(),
});
export const Cancelled = T.Object({ refund: T.Number() });
export const Joined = T.Object({ token: T.String() });

export type Consultation = Static<typeof Booked>['consultation'];
