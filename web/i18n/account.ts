import { account } from './en/account.ts';
import { words } from './locale.ts';

export const accountWords = words(account, async () => (await import('./ar/account.ts')).account);
