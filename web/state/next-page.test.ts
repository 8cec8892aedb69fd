import { describe, expect, it } from 'vitest';
import { nextPage } from './next-page.ts';

describe('the page after the sign-in', () => {
  it('is the one that asked for it', () => {
    expect(nextPage('/lawyers/1?step=pay', 'client')).toBe('/lawyers/1?step=pay');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', ''])(
    'is never another site: %j',
    (asked) => {
      expect(nextPage(asked, 'client')).toBe('/consultations');
    },
  );

  it.each([
    ['lawyer', '/lawyer'],
    ['operator', '/operations'],
    [undefined, '/'],
  ] as const)('of a %s is %s', (role, page) => {
    expect(nextPage(undefined, role)).toBe(page);
  });
});
