import { describe, expect, it } from 'vitest';
import { segmentsOf } from './segments.ts';

describe('the parts of an SMS', () => {
  it.each([
    { what: '160 plain letters', body: 'a'.repeat(160), parts: 1 },
    { what: '161 plain letters', body: 'a'.repeat(161), parts: 2 },
    { what: '80 euro signs, which count twice', body: '€'.repeat(80), parts: 1 },
    { what: '81 euro signs', body: '€'.repeat(81), parts: 2 },
    { what: '70 Arabic letters', body: 'م'.repeat(70), parts: 1 },
    { what: '71 Arabic letters', body: 'م'.repeat(71), parts: 2 },
    { what: '134 Arabic letters', body: 'م'.repeat(134), parts: 2 },
    { what: '135 Arabic letters', body: 'م'.repeat(135), parts: 3 },
  ])('are $parts for $what', ({ body, parts }) => {
    expect(segmentsOf(body)).toBe(parts);
  });
});
