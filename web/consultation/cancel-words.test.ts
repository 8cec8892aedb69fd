import { describe, expect, it } from 'vitest';
import { cancelWords } from './cancel-words.ts';

const quote = { isCharged: true, refund: 57_750, currency: 'AED' };
const text = (...[asked, role]: Parameters<typeof cancelWords>) =>
  Object.values(cancelWords(asked, role)).map((words) => words.replaceAll(/\s/g, ' '));

describe('the question before a cancellation', () => {
  it('promises no money back where none was taken, neither in the headline nor on the button', () => {
    const unpaid = { ...quote, isCharged: false };
    expect(text(unpaid, 'client')).toEqual(['Your card is not charged', 'Give the time back']);
    expect(text(unpaid, 'lawyer')).toEqual(['The client’s card is not charged', 'Cancel it']);
  });

  it('names the same amount twice', () => {
    expect(text(quote, 'client')).toEqual(['You get AED 577.50 back', 'Cancel, AED 577.50 back']);
    expect(text(quote, 'lawyer')).toEqual(['The client gets AED 577.50 back', 'Cancel, AED 577.50 back']);
  });

  it('says that nothing is paid back when it comes too late', () => {
    expect(text({ ...quote, refund: 0 }, 'client')).toEqual(['Nothing is paid back', 'Cancel it']);
  });
});
