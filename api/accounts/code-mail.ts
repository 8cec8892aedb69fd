import { randomUUID } from 'node:crypto';
import { findUserId } from '#db/accounts.ts';
import type { CodeKind } from '#domain/account-code.ts';
import { accountMailOptions, accountMailWorkflowType } from '#workflows/contract.ts';
import type { ApiDeps } from '#api/deps.ts';

/** As long as Temporal may be away without a mail being lost. */
const PATIENCE_MS = 30_000;

const kinds: ReadonlyMap<string, CodeKind> = new Map([
  ['email-verification', 'verify_address'],
  ['forget-password', 'reset_password'],
]);

/** Has the newest code of this address mailed, by a workflow that is told neither. `type` is better-auth's word for it. */
export async function mailCode(
  { db, temporal }: Pick<ApiDeps, 'db' | 'temporal'>,
  { email, type }: { email: string; type: string },
): Promise<void> {
  const kind = kinds.get(type);
  if (kind === undefined) throw new Error(`nobody should have asked for a code for ${type}`);
  const userId = await findUserId(db, email);
  // Somebody may have been deleted in this very moment.
  if (userId === undefined) return;
  await temporal.withDeadline(Date.now() + PATIENCE_MS, () =>
    temporal.workflow.start(accountMailWorkflowType, accountMailOptions(randomUUID(), { userId, kind })),
  );
}
