import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refundQuote } from './cancellation.ts';
import type { Cancellation } from './cancellation.ts';
import { cancellationPolicies } from './consultation.ts';
import { days, hours, minutes } from './instant.ts';
import { minor } from './money.ts';

const startAt = days(20_000);
const second = 1000;

/** A client cancels a consultation of 1000 under the standard policy, confirmed ten days before its start. */
function quote(change: Partial<Cancellation> & { noticeMs?: number }) {
  const { noticeMs = 0, ...rest } = change;
  return refundQuote({
    policy: 'standard',
    status: 'confirmed',
    by: 'client',
    totalPrice: minor(1000),
    startAt,
    confirmedAt: startAt - days(10),
    now: startAt - noticeMs,
    ...rest,
  });
}

describe('refund when the client cancels long after the confirmation', () => {
  it.each([
    { policy: 'standard', notice: '24:00:00', noticeMs: hours(24), refund: 1000, rule: 'full_notice' },
    {
      policy: 'standard',
      notice: '23:59:59',
      noticeMs: hours(24) - second,
      refund: 500,
      rule: 'partial_notice',
    },
    {
      policy: 'standard',
      notice: '23:59:59.999',
      noticeMs: hours(24) - 1,
      refund: 500,
      rule: 'partial_notice',
    },
    { policy: 'standard', notice: '2:00:00', noticeMs: hours(2), refund: 500, rule: 'partial_notice' },
    { policy: 'standard', notice: '1:59:59', noticeMs: hours(2) - second, refund: 0, rule: 'short_notice' },
    { policy: 'standard', notice: '0:00:00', noticeMs: 0, refund: 0, rule: 'short_notice' },
    { policy: 'flexible', notice: '4:00:00', noticeMs: hours(4), refund: 1000, rule: 'full_notice' },
    { policy: 'flexible', notice: '3:59:59', noticeMs: hours(4) - second, refund: 0, rule: 'short_notice' },
    { policy: 'strict', notice: '72:00:00', noticeMs: hours(72), refund: 1000, rule: 'full_notice' },
    {
      policy: 'strict',
      notice: '71:59:59',
      noticeMs: hours(72) - second,
      refund: 500,
      rule: 'partial_notice',
    },
    { policy: 'strict', notice: '24:00:00', noticeMs: hours(24), refund: 500, rule: 'partial_notice' },
    { policy: 'strict', notice: '23:59:59', noticeMs: hours(24) - second, refund: 0, rule: 'short_notice' },
  ] as const)('$policy, $notice before the start: $refund of 1000', ({ policy, noticeMs, refund, rule }) => {
    expect(quote({ policy, noticeMs })).toMatchObject({ refund, rule });
  });

  it('rounds half up', () => {
    expect(quote({ noticeMs: hours(3), totalPrice: minor(57_751) }).refund).toBe(28_876);
  });
});

describe('grace after the confirmation', () => {
  const soon = { confirmedAt: startAt - hours(10) };

  it.each([
    { when: 'at the end of its hour', now: startAt - hours(9), refund: 1000, rule: 'grace' },
    { when: 'a moment later', now: startAt - hours(9) + 1, refund: 500, rule: 'partial_notice' },
  ])('gives $refund $when', ({ now, refund, rule }) => {
    expect(quote({ ...soon, now })).toMatchObject({ refund, rule });
  });

  it.each([
    { when: '4:00:00 before the start', noticeMs: hours(4), refund: 1000 },
    { when: '3:59:59 before the start', noticeMs: hours(4) - second, refund: 500 },
  ])('ends four hours before the start: $refund at $when', ({ noticeMs, refund }) => {
    expect(quote({ confirmedAt: startAt - hours(4) - minutes(10), noticeMs }).refund).toBe(refund);
  });

  it('does not exist for what is confirmed within four hours of the start', () => {
    expect(quote({ confirmedAt: startAt - hours(3), noticeMs: hours(3) }).refund).toBe(500);
  });
});

describe('before the confirmation', () => {
  it.each(['payment_pending', 'awaiting_lawyer'] as const)(
    '%s gives everything back, whoever cancels',
    (status) => {
      for (const by of ['client', 'lawyer', 'operator'] as const) {
        const { refund, validUntil } = quote({ status, by, confirmedAt: undefined, noticeMs: minutes(1) });
        expect({ refund, validUntil }).toEqual({ refund: 1000, validUntil: null });
      }
    },
  );

  it('counts what was received then, though confirmed since', () => {
    const confirmedAt = startAt - hours(3);
    expect(quote({ confirmedAt, now: confirmedAt - 1 })).toMatchObject({
      refund: 1000,
      rule: 'before_confirmation',
    });
  });
});

describe('what the lawyer or an operator cancels', () => {
  it.each([
    { by: 'lawyer', rule: 'by_lawyer' },
    { by: 'operator', rule: 'by_operator' },
  ] as const)('gives everything back: $by', ({ by, rule }) => {
    const everything = { refund: 1000, rule, percentBps: 10_000, validUntil: null };
    expect(quote({ by, noticeMs: 1 })).toEqual(everything);
    expect(quote({ by, status: 'in_progress', noticeMs: -hours(1) })).toEqual(everything);
  });
});

describe('how long a quote holds', () => {
  it.each([
    { when: 'with full notice', change: { noticeMs: hours(30) }, until: startAt - hours(24) },
    { when: 'at the boundary itself', change: { noticeMs: hours(24) }, until: startAt - hours(24) },
    { when: 'with partial notice', change: { noticeMs: hours(5) }, until: startAt - hours(2) },
    { when: 'with nothing left to lose', change: { noticeMs: hours(1) }, until: null },
    { when: 'for what costs nothing', change: { noticeMs: hours(30), totalPrice: minor(0) }, until: null },
    {
      when: 'when half of it rounds up to the whole',
      change: { noticeMs: hours(30), totalPrice: minor(1) },
      until: startAt - hours(2),
    },
    {
      when: 'in the grace',
      change: { noticeMs: hours(10), confirmedAt: startAt - hours(10) },
      until: startAt - hours(9),
    },
    {
      when: 'when the grace outlasts full notice',
      change: { noticeMs: hours(24), confirmedAt: startAt - hours(24) - minutes(30) },
      until: startAt - hours(24) + minutes(30),
    },
  ])('$when', ({ change, until }) => {
    expect(quote(change).validUntil).toBe(until);
  });
});

describe('a final status', () => {
  it.each(['completed', 'no_show', 'cancelled', 'expired', 'declined'] as const)(
    '%s has no quote',
    (status) => {
      expect(() => quote({ status })).toThrow(RangeError);
    },
  );
});

describe('any quote', () => {
  const cancellations = fc.record({
    policy: fc.constantFrom(...cancellationPolicies),
    status: fc.constantFrom('payment_pending', 'awaiting_lawyer', 'confirmed', 'in_progress'),
    by: fc.constantFrom('client', 'lawyer', 'operator'),
    totalPrice: fc.nat(100_000).map(minor),
    startAt: fc.constant(startAt),
    confirmedAt: fc.option(
      fc.integer({ min: -100, max: 0 }).map((n) => startAt + hours(n)),
      { nil: undefined },
    ),
    now: fc.integer({ min: -6000, max: 0 }).map((n) => startAt + minutes(n)),
  });

  it('stays within the total, holds until its end, and falls right after it', () => {
    fc.assert(
      fc.property(cancellations, (cancellation) => {
        const { refund, validUntil } = refundQuote(cancellation);
        expect(refund).toBeLessThanOrEqual(cancellation.totalPrice);
        const at = (now: number) => refundQuote({ ...cancellation, now }).refund;
        expect(at(validUntil ?? startAt)).toBe(refund);
        expect(validUntil === null ? -1 : at(validUntil + 1)).toBeLessThan(refund);
      }),
    );
  });

  it('never grows while the client waits', () => {
    fc.assert(
      fc.property(cancellations, fc.nat(6000), (cancellation, later) => {
        const waited = refundQuote({ ...cancellation, now: cancellation.now + minutes(later) });
        expect(waited.refund).toBeLessThanOrEqual(refundQuote(cancellation).refund);
      }),
    );
  });
});
