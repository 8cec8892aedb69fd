import type { Static } from 'typebox';
import type { LawyerProfile, ProfileChange as ProfileColumns } from '#db/lawyers.ts';
import type { Offer } from '#db/offers.ts';
import type { LawyerCard, LawyerDetail, ProfileChange } from './lawyer-schemas.ts';
import { totalPriceOf } from '#api/booking/prices.ts';
import type { Rates } from '#api/booking/prices.ts';
import type { FirstSlot } from './next-free.ts';

interface Named {
  id: string;
  nameEn: string;
  nameAr: string;
  headlineEn: string;
  headlineAr: string;
  city: string;
  specialties: string[];
  languages: string[];
}

/** What a lawyer sells, in one line. */
export interface Selling {
  offers: readonly Offer[];
  /** The first time that can be booked; undefined when nothing is free. */
  first: FirstSlot | undefined;
  rates: Rates;
}

export function cardOf(lawyer: Named, selling: Selling): Static<typeof LawyerCard> {
  const { offers, first, rates } = selling;
  const totals = offers.map((offer) => totalPriceOf(offer.fee, Math.min(...offer.durations), rates));
  return {
    id: lawyer.id,
    name: { en: lawyer.nameEn, ar: lawyer.nameAr },
    headline: { en: lawyer.headlineEn, ar: lawyer.headlineAr },
    city: lawyer.city,
    specialties: lawyer.specialties,
    languages: lawyer.languages,
    consultationTypes: offers.map(({ consultationType }) => consultationType),
    priceFrom: totals.length > 0 ? Math.min(...totals) : null,
    currency: offers[0]?.currency ?? 'AED',
    nextAvailable: first ? new Date(first.startAt).toISOString() : null,
    nextOffer: first
      ? {
          consultationType: first.offer.consultationType,
          durationMinutes: first.durationMinutes,
          totalPrice: totalPriceOf(first.offer.fee, first.durationMinutes, rates),
        }
      : null,
  };
}

export function lawyerOf(lawyer: LawyerProfile, selling: Selling): Static<typeof LawyerDetail> {
  return {
    ...cardOf(lawyer, selling),
    status: lawyer.status,
    bio: { en: lawyer.bioEn, ar: lawyer.bioAr },
    licenceNumber: lawyer.licenceNumber,
    timezone: lawyer.timezone,
    isAcceptingBookings: lawyer.isActive,
    cancellationPolicy: lawyer.cancellationPolicy,
    officeAddress: { en: lawyer.officeAddressEn, ar: lawyer.officeAddressAr },
    officeMapUrl: lawyer.officeMapUrl,
  };
}

/** The columns that a change of the profile writes; absent fields stay. */
export function profileColumns(change: Static<typeof ProfileChange>): ProfileColumns {
  const { name, headline, bio, officeAddress, ...same } = change;
  return {
    ...same,
    ...(name && { nameEn: name.en, nameAr: name.ar }),
    ...(headline && { headlineEn: headline.en, headlineAr: headline.ar }),
    ...(bio && { bioEn: bio.en, bioAr: bio.ar }),
    ...(officeAddress && { officeAddressEn: officeAddress.en, officeAddressAr: officeAddress.ar }),
  };
}
