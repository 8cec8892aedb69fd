import { bookableTypes } from '#domain/consultation.ts';
import type { DirectorySearch } from '#web/requests/lawyers.ts';

/** The filters stand in the address, so that the way back from a lawyer's page keeps them. */
export const filterNames = ['q', 'specialty', 'language', 'consultationType', 'maxPrice'] as const;
export type FilterName = (typeof filterNames)[number];

/** `listed`: as the api lists them, with a text the best fit first. */
export const orders = ['soonest', 'listed'] as const;
export type Order = (typeof orders)[number];

/** The directory as its address says. */
export interface DirectoryView {
  filters: Omit<DirectorySearch, 'sort' | 'cursor'>;
  order: Order;
}

const specialtyForm = /^[a-z][a-z_-]{0,39}$/;
const languageForm = /^[a-z][a-z_-]{0,9}$/;
const searchMax = 100;
const priceMaxMinor = 100_000_000;

/** What the api would refuse is left out: somebody may have typed the address. */
export function readView(query: Readonly<Record<string, string>>): DirectoryView {
  const { q = '', specialty = '', language = '' } = query;
  const text = q.replaceAll('\u0000', '').trim().slice(0, searchMax);
  const consultationType = bookableTypes.find((type) => type === query['consultationType']);
  const maxPrice = Number(query['maxPrice']);
  const hasPrice = Number.isSafeInteger(maxPrice) && maxPrice > 0 && maxPrice <= priceMaxMinor;
  return {
    filters: {
      ...(text !== '' ? { q: text } : {}),
      ...(specialtyForm.test(specialty) ? { specialty } : {}),
      ...(languageForm.test(language) ? { language } : {}),
      ...(consultationType ? { consultationType } : {}),
      ...(hasPrice ? { maxPrice } : {}),
    },
    order: orders.find((order) => order === query['sort']) ?? usualOrder(text),
  };
}

/** Who looks for a name wants that name; anybody else the next free time. */
function usualOrder(text: string | undefined): Order {
  return text ? 'listed' : 'soonest';
}

/** The address of the directory with one filter changed; an empty value takes it away. */
export function withFilter(view: DirectoryView, name: FilterName, value: string): string {
  const { filters, order } = view;
  const kept = order === usualOrder(filters.q) ? undefined : order;
  return addressOf({ ...filters, [name]: value.trim() }, kept);
}

export function withOrder({ filters }: DirectoryView, order: Order): string {
  return addressOf(filters, order === usualOrder(filters.q) ? undefined : order);
}

function addressOf(
  filters: Readonly<Partial<Record<FilterName, string | number>>>,
  order: Order | undefined,
): string {
  const search = new URLSearchParams();
  for (const name of filterNames) {
    const value = String(filters[name] ?? '');
    if (value !== '') search.set(name, value);
  }
  if (order) search.set('sort', order);
  const text = search.toString();
  return text === '' ? '/' : `/?${text}`;
}

/** Filters other than the text, which is in plain sight. */
export function countChoices({ filters: { q: _text, ...choices } }: DirectoryView): number {
  return Object.keys(choices).length;
}
