import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { findUnsentCode, recordSentCode } from '#db/account-codes.ts';
import type { Database } from '#db/schema.ts';
import type { CodeKind } from '#domain/account-code.ts';
import type { AccountMailActivities } from './contract.ts';
import type { Mailer } from './mail.ts';
import { codeLetter } from './messages/account-letter.ts';
import { htmlOf, textOf } from './messages/layout.ts';

export interface AccountMailDependencies {
  db: Kysely<Database>;
  mailer: Mailer;
  publicUrl: string;
}

/**
 * Codes by e-mail. Each code goes out once; only when the worker dies between SendGrid's answer and the record of it, a
 * second time, because a code twice is better than none.
 */
export function createAccountMail({ db, mailer, publicUrl }: AccountMailDependencies): AccountMailActivities {
  return {
    async sendAccountMail({ userId, kind }) {
      const found = await findUnsentCode(db, { userId, kind, now: new Date() });
      if (!found) return { sent: false };
      const { email, locale, code, expiresAt } = found;
      const id = randomUUID();
      const letter = codeLetter({ kind, locale, code, url: `${publicUrl}${pages[kind]}` });
      const providerMessageId = await mailer.send({
        to: email,
        subject: letter.subject,
        html: htmlOf(letter),
        text: textOf(letter),
        notificationId: id,
      });
      const sent = { id, userId, kind, codeExpiresAt: expiresAt, providerMessageId, sentAt: new Date() };
      await recordSentCode(db, sent);
      return { sent: true };
    },
  };
}

const pages: Readonly<Record<CodeKind, string>> = {
  verify_address: '/consultations',
  reset_password: '/reset-password',
};
