import T from 'typebox';
import { Availability } from './availability-schemas.ts';
import { PriceEntry } from './pricing-schemas.ts';
import { Instant, OneOf } from '#api/http/schema-parts.ts';

/** Only what was changed; of overrides, temporary hours, travel and prices only the entries that differ. */
const ChangedFields = T.Partial(T.Interface([Availability], { prices: T.Array(PriceEntry) }));

export const Change = T.Object({
  id: T.String(),
  kind: OneOf([
    'hours_changed',
    'override_added',
    'override_removed',
    'holidays_imported',
    'prices_changed',
    'calendar_connected',
    'calendar_disconnected',
  ]),
  version: T.Integer({ description: 'The version after the change: the ETag of hours and prices.' }),
  by: OneOf(['lawyer', 'operator', 'system']),
  at: Instant,
  before: ChangedFields,
  after: ChangedFields,
});
