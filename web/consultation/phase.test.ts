import { describe, expect, it } from 'vitest';
import { CONFIRMING_MS, phaseOf, returnOf } from './phase.ts';
import type { Situation } from './phase.ts';

const unpaid: Situation = {
  status: 'payment_pending',
  emailVerification: 'done',
  back: undefined,
  waitedMs: 0,
};

describe('what the page shows while nothing is confirmed', () => {
  it.each<[string, Partial<Situation>]>([
    ['pay', {}],
    ['confirming', { back: 'paid' }],
    ['processing', { back: 'paid', waitedMs: CONFIRMING_MS }],
    ['not_paid', { back: 'cancelled' }],
    ['prove', { emailVerification: 'required' }],
  ])('is %s', (phase, situation) => {
    expect(phaseOf({ ...unpaid, ...situation })).toBe(phase);
  });

  it('gives way to the status as soon as there is another', () => {
    expect(phaseOf({ ...unpaid, status: 'confirmed', back: 'paid' })).toBe('confirmed');
    expect(phaseOf({ ...unpaid, status: 'expired', back: 'cancelled' })).toBe('expired');
  });
});

describe('the way back from the payment page', () => {
  it.each([
    [{ paid: 'cs_test_1' }, 'paid'],
    [{ payment: 'cancelled' }, 'cancelled'],
    [{}, undefined],
  ])('is read from %j', (query, back) => {
    expect(returnOf(query)).toBe(back);
  });
});
