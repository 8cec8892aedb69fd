import { describe, expect, it } from 'vitest';
import type { ConsultationStatus } from '#domain/consultation.ts';
import { inOrder } from './order.ts';

const now = Date.parse('2026-11-26T10:00:00Z');

function at(hour: string, status: ConsultationStatus) {
  return { status, scheduledAt: `2026-11-26T${hour}:00:00Z`, endsAt: `2026-11-26T${hour}:30:00Z` };
}

describe('the order of consultations', () => {
  it('is the nearest first for what comes, the latest first for what is over', () => {
    const running = at('10', 'in_progress');
    const [soon, later] = [at('11', 'payment_pending'), at('15', 'confirmed')];
    const [cancelled, before] = [at('16', 'cancelled'), at('08', 'completed')];
    expect(inOrder([later, cancelled, soon, before, running], now)).toEqual({
      upcoming: [running, soon, later],
      past: [cancelled, before],
    });
  });
});
