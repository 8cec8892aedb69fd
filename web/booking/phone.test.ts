import { describe, expect, it } from 'vitest';
import { e164, isPhone } from './phone.ts';

describe('a phone number', () => {
  it.each([
    ['050 123 4567', '+971501234567'],
    ['٠٥٠ ١٢٣ ٤٥٦٧', '+971501234567'],
    ['+971 50-123-4567', '+971501234567'],
    ['00971501234567', '+971501234567'],
    ['+44 (20) 7946.0958', '+442079460958'],
    ['', undefined],
    ['   ', undefined],
  ])('written %j is %s', (written, number) => {
    expect(e164(written)).toBe(number);
  });

  it.each(['', '050 123 4567', '+1 212 555 0100'])('%j can be sent', (written) => {
    expect(isPhone(written)).toBe(true);
  });

  it.each(['12', 'call me', '+0501234567', '+9715012345678901'])(
    '%j is refused before it is sent',
    (written) => {
      expect(isPhone(written)).toBe(false);
    },
  );
});
