import { describe, expect, it } from 'vitest';
import { isOwnOrigin, ownOrigins } from './origins.ts';

describe('our own origins', () => {
  it('are the public one, and on loopback all its spellings', () => {
    expect(ownOrigins('https://majlis.example')).toEqual(['https://majlis.example']);
    expect(ownOrigins('http://localhost:3000')).toEqual([
      'http://localhost:3000',
      'http://127.0.0.1:3000',
      'http://[::1]:3000',
    ]);
  });
});

describe('where a write comes from', () => {
  const origins = ownOrigins('https://majlis.example');
  it.each([
    { headers: { origin: 'https://majlis.example' }, own: true },
    { headers: { origin: 'https://evil.example' }, own: false },
    { headers: { origin: 'https://majlis.example.evil.example' }, own: false },
    { headers: { origin: 'null' }, own: false },
    { headers: { 'sec-fetch-site': 'same-origin' }, own: true },
    { headers: { 'sec-fetch-site': 'cross-site' }, own: false },
    { headers: { 'sec-fetch-site': 'same-site' }, own: false },
    // A program, which has no cookie but its own.
    { headers: {}, own: true },
  ])('$headers: $own', ({ headers, own }) => expect(isOwnOrigin(headers, origins)).toBe(own));
});
