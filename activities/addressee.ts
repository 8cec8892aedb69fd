import type { Correspondence } from '#db/correspondence.ts';
import type { Locale } from '#domain/consultation.ts';
import type { MessageInput } from './contract.ts';
import type { News } from './messages/news.ts';

/** Where one side of a consultation is reached, and in which language. */
export interface Addressee {
  userId: string;
  email: string;
  phone: string | null;
  locale: Locale;
  zone: string;
}

export function addresseeOf(about: Correspondence, { recipient }: MessageInput): Addressee {
  return recipient === 'client'
    ? {
        userId: about.clientId,
        email: about.clientEmail,
        phone: about.clientPhone,
        locale: about.clientLocale,
        zone: about.clientTimezone,
      }
    : {
        userId: about.lawyerUserId,
        email: about.lawyerEmail,
        phone: about.lawyerPhone,
        locale: about.lawyerLocale,
        zone: about.lawyerTimezone,
      };
}

/** What there is to tell this side. */
export function newsOf(about: Correspondence, input: MessageInput, publicUrl: string): News {
  const { locale, zone } = addresseeOf(about, input);
  const isClient = input.recipient === 'client';
  const lawyerName = locale === 'ar' ? about.lawyerNameAr : about.lawyerNameEn;
  return {
    kind: input.kind,
    recipient: input.recipient,
    locale,
    zone,
    recipientName: isClient ? about.clientName : lawyerName,
    otherName: isClient ? lawyerName : about.clientName,
    otherZone: isClient ? about.lawyerTimezone : about.clientTimezone,
    consultationId: input.consultationId,
    number: about.number,
    consultationType: about.consultationType,
    startAt: about.startAt.getTime(),
    endAt: about.endAt.getTime(),
    office: officeOf(about, locale),
    totalPriceMinor: about.totalPriceMinor,
    vatMinor: about.vatMinor,
    currency: about.currency,
    minutesBefore: input.minutesBefore,
    cancelledBy: about.cancelledBy ?? undefined,
    isCharged: about.isCharged,
    refundMinor: input.refundMinor ?? 0,
    url: `${publicUrl}/consultations/${input.consultationId}`,
    bookAgainUrl: `${publicUrl}/lawyers/${about.lawyerId}`,
    calendarsUrl: `${publicUrl}/lawyer/calendars`,
  };
}

function officeOf(
  { officeAddressEn, officeAddressAr, officeMapUrl }: Correspondence,
  locale: Locale,
): News['office'] {
  // A lawyer types this link; in a mail it may only lead to a page.
  const isPage = officeMapUrl !== null && /^https?:\/\//i.test(officeMapUrl);
  return {
    address: locale === 'ar' ? officeAddressAr || officeAddressEn : officeAddressEn || officeAddressAr,
    mapUrl: isPage ? officeMapUrl : undefined,
  };
}
