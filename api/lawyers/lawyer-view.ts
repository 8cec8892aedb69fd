import type { Static } from 'typebox';
import type { LawyerProfile, ProfileChange as ProfileColumns } from '#db/lawyers.ts';
import type { Offer } from '#db/offers.ts';
import type { Instant } from '#domain/instant.ts';
import type { LawyerCard, LawyerDetail, ProfileChange } from './lawyer-schemas.ts';
import { nextSlot } from '#api/booking/next-slot.ts';
import { totalPriceOf } from '#api/booking/prices.ts';
import type { Rates } from '#api/booking/prices.ts';

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
  rates: Rates;
  now: Instant;
}

export function cardOf(lawyer: Named, selling: Selling): Static<typeof LawyerCard> {
  const { offers, rates, now } = selling;
  const totals = offers.map((offer) => totalPriceOf(offer.fee, Math.min(...offer.durations), rates));
  const starts = offers.map((offer) => nextSlot(offer, now)).filter((start) => start !== undefined);
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
    nextAvailable: starts.length > 0 ? new Date(Math.min(...starts)).toISOString() : null,
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
