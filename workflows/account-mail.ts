import { isCancellation, log } from '@temporalio/workflow';
import { accountMails, shown } from './activities.ts';
import type { AccountMailInput, AccountMailOutcome } from './contract.ts';

/**
 * Mails one code, so that the api need not call a provider and a mail outlives a provider that is away. Accepts no
 * messages. Ends when the mail is out, when there is nothing (more) to send, or after ten minutes.
 */
export async function accountMail(input: AccountMailInput): Promise<AccountMailOutcome> {
  try {
    const { sent } = await accountMails.sendAccountMail.executeWithOptions(shown('E-mail with the code'), [
      input,
    ]);
    return sent ? 'sent' : 'nothing_to_send';
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('gave up mailing a code', { kind: input.kind });
    return 'given_up';
  }
}
