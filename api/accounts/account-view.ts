import T from 'typebox';
import type { Static } from 'typebox';
import type { AccountRow } from '#db/accounts.ts';
import { Email, Nullable, OneOf, Phone, Uuid, ZoneName } from '#api/http/schema-parts.ts';

export const LocaleChoice = OneOf(['en', 'ar'], { description: 'The language of messages.' });

export const Password = T.String({ minLength: 12, maxLength: 128, description: '12 to 128 characters.' });

export const Account = T.Object({
  id: Uuid,
  name: T.String(),
  email: Email,
  emailVerified: T.Boolean(),
  role: OneOf(['client', 'lawyer', 'operator']),
  locale: LocaleChoice,
  timezone: ZoneName,
  phone: Nullable(Phone),
  isPartner: T.Boolean({ description: 'Whether this account may have API keys.' }),
  lawyerId: Nullable(Uuid),
});

/** The fields one by one, so that a new column does not leak. */
export function accountOf(row: AccountRow): Static<typeof Account> {
  const { id, name, email, emailVerified, role, locale, timezone, phone, isPartner, lawyerId } = row;
  return { id, name, email, emailVerified, role, locale, timezone, phone, isPartner, lawyerId };
}
