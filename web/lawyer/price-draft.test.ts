import { describe, expect, it } from 'vitest';
import type { PriceEntry } from '#web/requests/pricing.ts';
import { priceChanges, priceDrafts, priceFaults, withOwnRule } from './price-draft.ts';

const video: PriceEntry = {
  consultationType: 'video',
  hourlyRate: 90_050,
  durations: [30, 60],
  currency: 'AED',
  isActive: true,
  bufferMinutes: 5,
  prices: [],
};

describe('the price list', () => {
  it('is sent back as it was read, with the rules that a type has for itself', () => {
    const { prices: _prices, ...sent } = video;
    expect(priceChanges(priceDrafts([video]))).toEqual([sent]);
  });

  it('changes the basis and sends whole fils', () => {
    const [draft] = priceDrafts([video]);
    if (!draft) throw new Error('no draft');
    const [change] = priceChanges([{ ...draft, basis: 'fixed', amount: '19.99', durations: [60, 15] }]);
    expect(change).toMatchObject({ fixedFee: 1_999, durations: [15, 60] });
    expect(change).not.toHaveProperty('hourlyRate');
  });

  it('gives a type rules of its own, and takes them back', () => {
    const [draft] = priceDrafts([video]);
    if (!draft) throw new Error('no draft');
    expect(withOwnRule(draft, 'stepMinutes', 20)).toEqual({ own: { bufferMinutes: 5, stepMinutes: 20 } });
    expect(withOwnRule(draft, 'bufferMinutes', undefined)).toEqual({ own: {} });
  });

  it('refuses an hourly rate that makes too little of the shortest length', () => {
    const [draft] = priceDrafts([video]);
    if (!draft) throw new Error('no draft');
    expect(priceFaults({ ...draft, amount: '3' })).toEqual(['tooLittle']);
  });

  it('says what is missing from a type that is offered, and nothing of one that never was', () => {
    const [offered, never] = priceDrafts([video]);
    if (!offered || !never) throw new Error('no drafts');
    expect(priceFaults({ ...offered, amount: '1', durations: [] })).toEqual(['amount', 'durations']);
    expect(priceFaults({ ...offered, amount: '100001' })).toEqual(['amount']);
    expect(priceFaults(offered)).toEqual([]);
    expect(priceFaults(never)).toEqual([]);
  });
});
