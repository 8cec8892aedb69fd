import { describe, expect, it } from 'vitest';
import { readFilters, withFilter } from './directory-filters.ts';

describe('the filters in the address', () => {
  it('are read as the api takes them', () => {
    const query = { q: 'lease', consultationType: 'video', maxPrice: '50000', language: '' };
    expect(readFilters(query)).toEqual({ q: 'lease', consultationType: 'video', maxPrice: 50_000 });
  });

  it.each(['-1', '0', '1.5', 'cheap', ''])('leave out a price of %j', (maxPrice) => {
    expect(readFilters({ maxPrice })).toEqual({});
  });

  it('leave out a type that cannot be booked', () => {
    expect(readFilters({ consultationType: 'telepathy' })).toEqual({});
  });

  it('change one at a time, and go when they are empty', () => {
    const filters = readFilters({ q: 'a & b', specialty: 'family' });
    expect(withFilter(filters, 'language', 'ar')).toBe('/?q=a+%26+b&specialty=family&language=ar');
    expect(withFilter(readFilters({ q: 'lease' }), 'q', ' ')).toBe('/');
  });
});
