import { englishPlural } from '#web/i18n/plural.ts';

/** The directory, a lawyer's page and the booking itself. */
export const booking = {
  directory: {
    title: 'Find a lawyer',
    headline: 'Speak to the right lawyer, at a time that suits you.',
    lead: 'Licensed UAE lawyers, true free times, one clear price. You see what a cancellation costs before you pay.',
    search: 'Search',
    searchHint: 'Name or subject',
    specialty: 'Subject',
    language: 'Language',
    type: 'How you meet',
    price: 'Price',
    any: 'Any',
    upTo: (amount: string) => `Up to ${amount}`,
    clear: 'Clear filters',
    found: (n: number, more: boolean) =>
      more
        ? `${n} lawyers, the soonest first. There are more.`
        : `${englishPlural(n, 'lawyer', 'lawyers')}, the soonest first`,
    none: 'Nobody fits all of this',
    noneHint: 'Widen the search: take another language, or a higher price.',
    from: 'from',
    perConsultation: 'incl. VAT',
    next: 'Next free',
    noTime: 'No free time at the moment',
    see: 'See times',
    seeOf: (name: string) => `See times of ${name}`,
  },
};

export type Booking = typeof booking;
