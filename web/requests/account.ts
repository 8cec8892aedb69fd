import type { paths } from '#web/schema.d.ts';
import { answerOf, client, settled } from './client.ts';
import type { Answer } from './client.ts';

export type Account = Answer<paths['/api/me']['get']>;

type BodyOf<Path extends '/api/auth/sign-in/email' | '/api/auth/sign-up/email'> =
  paths[Path]['post']['requestBody']['content']['application/json'];

export async function findAccount(): Promise<Account | null> {
  return (await answerOf(client.GET('/api/auth/get-session'))).user;
}

export async function signIn(body: BodyOf<'/api/auth/sign-in/email'>): Promise<void> {
  await answerOf(client.POST('/api/auth/sign-in/email', { body }));
}

export async function signUp(body: BodyOf<'/api/auth/sign-up/email'>): Promise<void> {
  await answerOf(client.POST('/api/auth/sign-up/email', { body }));
}

export async function signOut(): Promise<void> {
  await settled(client.POST('/api/auth/sign-out'));
}

export type AccountChange = paths['/api/me']['put']['requestBody']['content']['application/json'];

export async function changeAccount(body: AccountChange): Promise<Account> {
  return answerOf(client.PUT('/api/me', { body }));
}

/** Sends another code to the address of who is signed in; says when the next one may be asked for. */
export async function sendAddressCode(): Promise<string | null> {
  return (await answerOf(client.POST('/api/auth/email-otp/send-verification-otp', { body: {} }))).nextCodeAt;
}

export async function proveAddress(code: string): Promise<Account> {
  return (await answerOf(client.POST('/api/auth/email-otp/verify-email', { body: { code } }))).user;
}

/** The answer is the same whether or not the address has an account. */
export async function sendResetCode(email: string): Promise<string | null> {
  return (await answerOf(client.POST('/api/auth/email-otp/request-password-reset', { body: { email } })))
    .nextCodeAt;
}

export async function resetPassword(body: { email: string; code: string; password: string }): Promise<void> {
  await answerOf(client.POST('/api/auth/email-otp/reset-password', { body }));
}
