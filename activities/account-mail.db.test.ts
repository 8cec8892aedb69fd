import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CodeKind } from '#domain/account-code.ts';
import { minutes } from '#domain/instant.ts';
import { createProviderStage, publicUrl } from '#test/rehearsal/provider-stage.ts';
import type { ProviderStage } from '#test/rehearsal/provider-stage.ts';
import { createSampleClient } from '#test/setup/sample-rows.ts';
import { toFailure } from './failure.ts';

let stage: ProviderStage;
beforeAll(async () => {
  stage = await createProviderStage();
});
afterEach(() => stage.heal());
afterAll(() => stage.close());

const purposes = { verify_address: 'email-verification', reset_password: 'forget-password' } as const;

async function somebody(locale: 'en' | 'ar' = 'en') {
  const email = `${randomUUID()}@example.test`;
  return { userId: await createSampleClient(stage.db, { email, locale, name: 'Canary Person' }), email };
}

/** A code as better-auth writes it: the digits, and how often a wrong one was tried. */
async function writeCode(
  email: string,
  kind: CodeKind,
  code: string,
  { wrong = 0, expiresAt = new Date(Date.now() + minutes(10)) } = {},
): Promise<Date> {
  const values = { identifier: `${purposes[kind]}-otp-${email}`, value: `${code}:${wrong}`, expiresAt };
  await stage.db
    .insertInto('verification')
    .values({ ...values, createdAt: new Date() })
    .execute();
  return expiresAt;
}

describe('the mail with a code', () => {
  it('goes out once for each code, though it runs twice', async () => {
    const { userId, email } = await somebody();
    await writeCode(email, 'verify_address', '048121');
    const input = { userId, kind: 'verify_address' } as const;
    expect(await stage.activities.sendAccountMail(input)).toEqual({ sent: true });
    expect(await stage.activities.sendAccountMail(input)).toEqual({ sent: false });
    expect(await stage.messages(email)).toHaveLength(1);

    await writeCode(email, 'verify_address', '930572', { expiresAt: new Date(Date.now() + minutes(11)) });
    expect(await stage.activities.sendAccountMail(input)).toEqual({ sent: true });
    const texts = (await stage.messages(email)).map(({ text }) => text ?? '');
    expect(texts.filter((text) => text.includes('048121'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('930572'))).toHaveLength(1);
  });

  it('is not repeated when better-auth rewrites the row after a wrong guess', async () => {
    const { userId, email } = await somebody();
    const expiresAt = await writeCode(email, 'verify_address', '048121');
    await stage.activities.sendAccountMail({ userId, kind: 'verify_address' });
    await stage.db.deleteFrom('verification').where('identifier', 'like', `%${email}`).execute();
    await writeCode(email, 'verify_address', '048121', { wrong: 1, expiresAt });
    await stage.activities.sendAccountMail({ userId, kind: 'verify_address' });
    expect(await stage.messages(email)).toHaveLength(1);
  });

  it('does not go out when the code has expired, was used, or is for something else', async () => {
    const { userId, email } = await somebody();
    await writeCode(email, 'verify_address', '048121', { expiresAt: new Date(Date.now() - 1) });
    for (const kind of ['verify_address', 'reset_password'] as const)
      expect(await stage.activities.sendAccountMail({ userId, kind })).toEqual({ sent: false });
    expect(await stage.messages(email)).toEqual([]);
  });

  it('shows the code for the eye and for copying, and nothing that somebody typed', async () => {
    const { userId, email } = await somebody();
    await writeCode(email, 'verify_address', '048121');
    await stage.activities.sendAccountMail({ userId, kind: 'verify_address' });
    const [mail] = await stage.messages(email);
    expect(mail?.subject).toBe('Your code for Majlis');
    expect(mail?.text).toMatch(/^048121$/m);
    expect(mail?.html).toContain('>048121<');
    expect(mail?.text).toContain(`${publicUrl}/consultations`);
    expect(`${mail?.text}${mail?.html}${mail?.subject}`).not.toContain('Canary');
  });

  it('speaks Arabic from right to left, with the digits from left to right', async () => {
    const { userId, email } = await somebody('ar');
    await writeCode(email, 'reset_password', '048121');
    await stage.activities.sendAccountMail({ userId, kind: 'reset_password' });
    const [mail] = await stage.messages(email);
    expect(mail?.subject).toBe('رمز لكلمة مرور جديدة');
    expect(mail?.html).toContain('<html lang="ar" dir="rtl">');
    expect(mail?.html).toMatch(/<p dir="ltr"[^>]*>048121</);
    expect(mail?.text).toContain(`${publicUrl}/reset-password`);
  });

  it('is tried again when SendGrid did not take it, and what is thrown tells neither address nor code', async () => {
    const { userId, email } = await somebody();
    await writeCode(email, 'verify_address', '048121');
    await stage.fail({ provider: 'sendgrid', operation: 'mail.send', kind: 'error', status: 503, times: 1 });
    const input = { userId, kind: 'verify_address' } as const;
    const error = await stage.activities.sendAccountMail(input).catch((thrown: unknown) => thrown);
    const seen = toFailure(error);
    expect(seen).toMatchObject({ type: 'provider_unavailable', nonRetryable: false });
    const shown = `${String(seen)} ${JSON.stringify(seen)}`;
    expect(shown).not.toContain(email);
    expect(shown).not.toContain('048121');
    expect(await stage.activities.sendAccountMail(input)).toEqual({ sent: true });
    expect(await stage.messages(email)).toHaveLength(1);
  });
});
