import { signal } from '@preact/signals';
import type { Account } from '#web/requests/account.ts';

/** Who is signed in: `undefined` while it is not known, `null` for nobody. */
export const account = signal<Account | null | undefined>(undefined);
