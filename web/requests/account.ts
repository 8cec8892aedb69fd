import type { Locale } from '#domain/consultation.ts';
import { send } from './send.ts';

export interface Account {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  role: 'client' | 'lawyer' | 'operator';
  locale: Locale;
  timezone: string;
  phone: string | null;
  /** Whether this account may have API keys. */
  isPartner: boolean;
}

export async function findAccount(): Promise<Account | null> {
  const session = await send<{ user: Account | null }>('GET', '/api/auth/get-session');
  return session.user;
}

export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  await send('POST', '/api/auth/sign-in/email', { body: credentials });
}

export async function signUp(person: {
  name: string;
  email: string;
  password: string;
  locale: Locale;
  timezone: string;
}): Promise<void> {
  await send('POST', '/api/auth/sign-up/email', { body: person });
}

export async function signOut(): Promise<void> {
  await send('POST', '/api/auth/sign-out', { body: {} });
}
