import { describe, expect, it } from 'vitest';
import type { ConsultationWithParties } from '#db/consultations.ts';
import type { Payment, Refund } from '#db/rows/money.ts';
import { receiptPage, receiptPolicy } from './receipt.ts';

const consultation = {
  number: 'MJ-0123456789',
  clientName: '<script>alert("x")</script>',
  lawyerNameEn: 'Layla & Co',
  lawyerNameAr: 'ليلى',
  startAt: new Date('2026-12-01T06:00:00Z'),
  clientTimezone: 'Asia/Dubai',
  basePriceMinor: 50_000,
  platformFeeMinor: 5000,
  vatMinor: 2750,
  vatBps: 500,
} as ConsultationWithParties;
const payment = {
  currency: 'AED',
  capturedMinor: 57_750,
  capturedAt: new Date('2026-11-24T10:00:00Z'),
} as Payment;

describe('a receipt', () => {
  it('shows what was paid, and what was given back', () => {
    const refunds = [
      { amountMinor: 20_000, status: 'succeeded' },
      { amountMinor: 9999, status: 'failed' },
    ] as Refund[];
    const page = receiptPage({ consultation, payment, refunds, locale: 'en' });
    for (const text of ['MJ-0123456789', '577.50', '27.50', '200.00', '377.50', 'VAT 5 %'])
      expect(page).toContain(text);
    expect(page).not.toContain('99.99');
  });

  it('is Arabic from right to left, with the lawyer’s Arabic name', () => {
    const page = receiptPage({ consultation, payment, refunds: [], locale: 'ar' });
    expect(page).toContain('<html lang="ar" dir="rtl">');
    expect(page).toContain('ليلى');
  });

  it('runs nothing that somebody has called themselves', () => {
    const page = receiptPage({ consultation, payment, refunds: [], locale: 'en' });
    expect(page).not.toContain('<script');
    expect(page).toContain('Layla &amp; Co');
    expect(receiptPolicy).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });
});
