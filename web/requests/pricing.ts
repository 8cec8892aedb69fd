import { bookableTypes } from '#domain/consultation.ts';
import type { paths } from '#web/schema.d.ts';
import { answerOf, client } from './client.ts';
import type { Answer } from './client.ts';

export type PriceEntry = Answer<paths['/api/lawyers/pricing']['get']>['data'][number];

/** One thing that can be booked: a type, for so long, at a price. */
export interface Offer {
  consultationType: PriceEntry['consultationType'];
  durationMinutes: number;
  currency: string;
  basePrice: number;
  platformFee: number;
  vat: number;
  totalPrice: number;
}

async function getPrices(lawyerId: string, signal: AbortSignal): Promise<PriceEntry[]> {
  const params = { query: { lawyerId } };
  return (await answerOf(client.GET('/api/lawyers/pricing', { params, signal }))).data;
}

export async function listOffers(lawyerId: string, signal: AbortSignal): Promise<Offer[]> {
  const entries = await getPrices(lawyerId, signal);
  return entries
    .filter(({ isActive }) => isActive)
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .flatMap(({ consultationType, currency, prices }) =>
      prices.map((price) => ({ ...price, consultationType, currency })),
    );
}

/** The types in the order in which they are usually wanted. */
function placeOf({ consultationType }: PriceEntry): number {
  return bookableTypes.indexOf(consultationType);
}
