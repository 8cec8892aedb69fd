import { bookableTypes } from '#domain/consultation.ts';
import type { DirectoryFilters } from '#web/requests/lawyers.ts';

/** The filters stand in the address, so that the way back from a lawyer's page keeps them. */
export const filterNames = ['q', 'specialty', 'language', 'consultationType', 'maxPrice'] as const;
export type FilterName = (typeof filterNames)[number];

export function readFilters(query: Readonly<Record<string, string>>): DirectoryFilters {
  const { q, specialty, language } = query;
  const consultationType = bookableTypes.find((type) => type === query['consultationType']);
  const maxPrice = Number(query['maxPrice']);
  return {
    ...(q ? { q } : {}),
    ...(specialty ? { specialty } : {}),
    ...(language ? { language } : {}),
    ...(consultationType ? { consultationType } : {}),
    ...(Number.isSafeInteger(maxPrice) && maxPrice > 0 ? { maxPrice } : {}),
  };
}

/** The address of the directory with one filter changed; an empty value takes it away. */
export function withFilter(filters: DirectoryFilters, name: FilterName, value: string): string {
  const search = new URLSearchParams();
  for (const known of filterNames) {
    const kept = known === name ? value.trim() : String(filters[known] ?? '');
    if (kept !== '') search.set(known, kept);
  }
  const text = search.toString();
  return text === '' ? '/' : `/?${text}`;
}
