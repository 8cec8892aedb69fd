import type { Kysely } from 'kysely';
import type { ConsultationType, Locale } from '#domain/consultation.ts';
import type { Database } from './schema.ts';

/** What a message about a consultation may need, with where and in which language its two sides are reached. */
export interface Correspondence {
  number: string;
  consultationType: ConsultationType;
  startAt: Date;
  endAt: Date;
  confirmedAt: Date | null;
  cancelledBy: 'client' | 'lawyer' | 'operator' | null;
  clientTimezone: string;
  lawyerTimezone: string;
  currency: string;
  totalPriceMinor: number;
  vatMinor: number;
  clientId: string;
  clientName: string;
  clientEmail: string;
  /** As chosen with the booking. */
  clientLocale: Locale;
  clientPhone: string | null;
  lawyerId: string;
  lawyerUserId: string;
  lawyerNameEn: string;
  lawyerNameAr: string;
  lawyerEmail: string;
  lawyerLocale: Locale;
  lawyerPhone: string | null;
  officeAddressEn: string;
  officeAddressAr: string;
  officeMapUrl: string | null;
  isCharged: boolean;
}

/** Throws when the consultation does not exist: messages are sent only about what was held. */
export async function getCorrespondence(
  db: Kysely<Database>,
  consultationId: string,
): Promise<Correspondence> {
  return await db
    .selectFrom('consultation as c')
    .innerJoin('appUser as client', 'client.id', 'c.clientId')
    .innerJoin('lawyer', 'lawyer.id', 'c.lawyerId')
    .innerJoin('appUser as lawyerUser', 'lawyerUser.id', 'lawyer.userId')
    .leftJoin('intake', 'intake.consultationId', 'c.id')
    .where('c.id', '=', consultationId)
    .select([
      'c.number',
      'c.consultationType',
      'c.startAt',
      'c.endAt',
      'c.confirmedAt',
      'c.cancelledBy',
      'c.clientTimezone',
      'c.lawyerTimezone',
      'c.currency',
      'c.totalPriceMinor',
      'c.vatMinor',
      'c.clientId',
      'client.name as clientName',
      'client.email as clientEmail',
      'intake.clientPhone',
      'c.lawyerId',
      'lawyerUser.id as lawyerUserId',
      'lawyer.nameEn as lawyerNameEn',
      'lawyer.nameAr as lawyerNameAr',
      'lawyerUser.email as lawyerEmail',
      'lawyerUser.locale as lawyerLocale',
      'lawyerUser.phone as lawyerPhone',
      'lawyer.officeAddressEn',
      'lawyer.officeAddressAr',
      'lawyer.officeMapUrl',
    ])
    .select((eb) => [
      eb.fn.coalesce('intake.locale', 'client.locale').as('clientLocale'),
      eb
        .exists(
          eb
            .selectFrom('payment')
            .select('payment.id')
            .whereRef('payment.consultationId', '=', 'c.id')
            .where('payment.status', '=', 'captured'),
        )
        .$castTo<boolean>()
        .as('isCharged'),
    ])
    .executeTakeFirstOrThrow();
}
