import type { FastifyInstance } from 'fastify';
import { hasLiveCode } from '#db/account-codes.ts';
import { getAccount } from '#db/accounts.ts';
import type { ConsultationWithParties } from '#db/consultations.ts';
import { Problem } from '#domain/problem.ts';
import { createCodeLimits } from './code-limits.ts';
import type { ApiDeps } from '#api/deps.ts';

/** Whether the client has to prove the address before this consultation can be paid. */
export function mustProveAddress({ status, isAddressProven }: ConsultationWithParties): boolean {
  return status === 'payment_pending' && !isAddressProven;
}

/**
 * Has the first code mailed to a client who holds a slot with an address that nobody has proven yet. Nothing happens while
 * an earlier code is still good, and none is sent beyond the limits: the page has a button for another one.
 */
export async function sendFirstCode(
  { auth }: Pick<FastifyInstance, 'auth'>,
  deps: Pick<ApiDeps, 'db' | 'clock'>,
  userId: string,
): Promise<void> {
  if (await hasLiveCode(deps.db, { userId, kind: 'verify_address', now: new Date(deps.clock()) })) return;
  const { email } = await getAccount(deps.db, userId);
  try {
    await createCodeLimits(deps).send('verify_address', email);
  } catch (error) {
    if (error instanceof Problem) return;
    throw error;
  }
  await auth.api.sendVerificationOTP({ body: { email, type: 'email-verification' } });
}
