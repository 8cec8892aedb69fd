import { describe, expect, it } from 'vitest';
import { countChoices, readView, withFilter, withOrder } from './directory-filters.ts';

describe('the filters in the address', () => {
  it('are read as the api takes them', () => {
    const query = { q: ' lease ', consultationType: 'video', maxPrice: '50000', language: '' };
    expect(readView(query).filters).toEqual({ q: 'lease', consultationType: 'video', maxPrice: 50_000 });
  });

  it.each(['-1', '0', '1.5', 'cheap', '', '100000001'])('leave out a price of %j', (maxPrice) => {
    expect(readView({ maxPrice }).filters).toEqual({});
  });

  it.each([
    { consultationType: 'telepathy' },
    { specialty: 'Real Estate' },
    { specialty: 'a'.repeat(41) },
    { language: '<script>' },
    { q: '   ' },
    { q: '\u0000' },
  ])('leave out what the api would refuse: %j', (query) => {
    expect(readView(query).filters).toEqual({});
  });

  it('cut a text that is too long', () => {
    expect(readView({ q: 'a'.repeat(200) }).filters.q).toHaveLength(100);
  });

  it('change one at a time, and go when they are empty', () => {
    const view = readView({ q: 'a & b', specialty: 'family' });
    expect(withFilter(view, 'language', 'ar')).toBe('/?q=a+%26+b&specialty=family&language=ar');
    expect(withFilter(readView({ q: 'lease' }), 'q', ' ')).toBe('/');
  });

  it('are counted without the text', () => {
    expect(countChoices(readView({ q: 'lease', specialty: 'family', maxPrice: '50000' }))).toBe(2);
  });
});

describe('the order in the address', () => {
  it('is by the next free time, and with a text by how well it fits', () => {
    expect(readView({}).order).toBe('soonest');
    expect(readView({ q: 'lease' }).order).toBe('listed');
    expect(readView({ q: 'lease', sort: 'soonest' }).order).toBe('soonest');
    expect(readView({ sort: 'cheapest' }).order).toBe('soonest');
  });

  it('stands there only when it is not the usual one', () => {
    expect(withOrder(readView({}), 'listed')).toBe('/?sort=listed');
    expect(withOrder(readView({ sort: 'listed' }), 'soonest')).toBe('/');
    expect(withOrder(readView({ q: 'lease' }), 'soonest')).toBe('/?q=lease&sort=soonest');
  });

  it('that was chosen stays when a filter changes', () => {
    expect(withFilter(readView({ sort: 'listed' }), 'language', 'ar')).toBe('/?language=ar&sort=listed');
    expect(withFilter(readView({ q: 'lease', sort: 'soonest' }), 'language', 'ar')).toBe(
      '/?q=lease&language=ar&sort=soonest',
    );
  });
});
