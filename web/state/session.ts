import { findAccount } from '#web/requests/account.ts';
import { account } from './account.ts';

export async function loadSession(): Promise<void> {
  try {
    account.value = await findAccount();
  } catch {
    // Without an answer the public pages still work; what needs an account asks for the sign-in again.
    account.value = null;
  }
}
