import { signal } from '@preact/signals';
import { findAccount } from '#web/requests/account.ts';
import type { Account } from '#web/requests/account.ts';

/** Who is signed in: `undefined` while it is not known, `null` for nobody. */
export const account = signal<Account | null | undefined>(undefined);

export async function loadSession(): Promise<void> {
  try {
    account.value = await findAccount();
  } catch {
    // Without an answer the public pages still work; what needs an account asks for the sign-in again.
    account.value = null;
  }
}
