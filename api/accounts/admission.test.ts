import { describe, expect, it } from 'vitest';
import { admit } from './admission.ts';
import type { Caller, Who } from './admission.ts';

const user = (role: 'client' | 'lawyer' | 'operator'): Caller => ({
  kind: 'user',
  id: 'u',
  sessionId: 's',
  role,
  isPartner: false,
});
const key: Caller = { kind: 'key', keyId: 'k', partnerId: 'p', scopes: ['consultations:read'] };
const nobody: Caller = { kind: 'anonymous' };

function outcome(caller: Caller, who: Who, scope?: 'consultations:read' | 'consultations:book'): string {
  try {
    admit(caller, { who, scope });
    return 'admitted';
  } catch (error) {
    return Reflect.get(error as Error, 'code') as string;
  }
}

describe('admission', () => {
  it.each([
    { who: 'all', expected: ['admitted', 'admitted', 'admitted', 'admitted'] },
    { who: 'signed_in', expected: ['unauthenticated', 'admitted', 'admitted', 'admitted'] },
    { who: 'parties', expected: ['unauthenticated', 'admitted', 'admitted', 'admitted'] },
    { who: 'client', expected: ['unauthenticated', 'admitted', 'forbidden', 'forbidden'] },
    { who: 'lawyer', expected: ['unauthenticated', 'forbidden', 'admitted', 'forbidden'] },
    { who: 'operator', expected: ['unauthenticated', 'forbidden', 'forbidden', 'admitted'] },
  ] as const)('$who: stranger, client, lawyer, operator', ({ who, expected }) => {
    expect(
      [nobody, user('client'), user('lawyer'), user('operator')].map((each) => outcome(each, who)),
    ).toEqual(expected);
  });

  it('takes an API key only where the route names a scope, and only with that scope', () => {
    expect(outcome(key, 'parties')).toBe('unauthenticated');
    expect(outcome(key, 'parties', 'consultations:read')).toBe('admitted');
    expect(outcome(key, 'client', 'consultations:book')).toBe('forbidden');
    expect(outcome(key, 'all')).toBe('admitted');
  });
});
