import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createProviderStage, holdConsultation, publicUrl } from '#test/rehearsal/provider-stage.ts';
import type { HeldOptions, ProviderStage } from '#test/rehearsal/provider-stage.ts';
import type { MessageInput } from './contract.ts';
import { toFailure } from './failure.ts';

let stage: ProviderStage;
beforeAll(async () => {
  stage = await createProviderStage();
});
afterEach(() => stage.heal());
afterAll(() => stage.close());

// Twelve digits that no other test uses.
let lastPhone = 971_501_000_000;
const newPhone = () => `+${(lastPhone += 1)}`;

async function held(options: HeldOptions = {}) {
  const clientPhone = newPhone();
  const lawyerPhone = newPhone();
  const consultation = { status: 'confirmed', confirmedAt: new Date(), ...options.consultation } as const;
  const booking = await holdConsultation(stage.db, { clientPhone, lawyerPhone, ...options, consultation });
  return { ...booking, clientPhone, lawyerPhone };
}

function about(consultationId: string, more: Partial<MessageInput> = {}): MessageInput {
  return { consultationId, kind: 'confirmed', recipient: 'client', sequence: 0, ...more };
}

async function notificationsOf(consultationId: string) {
  return stage.db
    .selectFrom('notification')
    .where('consultationId', '=', consultationId)
    .selectAll()
    .execute();
}

async function only<T>(list: Promise<T[]>): Promise<T> {
  const [one, ...more] = await list;
  if (one === undefined || more.length > 0) throw new Error(`not one but ${more.length + (one ? 1 : 0)}`);
  return one;
}

/** A worker that died between the claim and the result leaves exactly this. */
async function leaveUnfinished(consultationId: string) {
  await stage.db
    .updateTable('notification')
    .where('consultationId', '=', consultationId)
    .set({ status: 'sending', providerMessageId: null })
    .execute();
}

describe('a message', () => {
  it('arrives once on each channel at each side, though everything runs three times', async () => {
    const { consultationId, clientEmail, lawyerEmail, clientPhone, lawyerPhone } = await held();
    for (let run = 0; run < 3; run += 1) {
      for (const recipient of ['client', 'lawyer'] as const) {
        await stage.activities.sendEmail(about(consultationId, { recipient }));
        await stage.activities.sendSms(about(consultationId, { recipient }));
      }
    }
    for (const to of [clientEmail, lawyerEmail, clientPhone, lawyerPhone]) {
      expect(await stage.messages(to)).toHaveLength(1);
    }
    const rows = await notificationsOf(consultationId);
    expect(
      rows.map(({ channel, recipient, status }) => `${channel} ${recipient} ${status}`).toSorted(),
    ).toEqual(['email client sent', 'email lawyer sent', 'sms client sent', 'sms lawyer sent']);
  });

  it('is another one for another kind, another reminder and another date', async () => {
    const { consultationId, clientEmail } = await held();
    const inputs: Partial<MessageInput>[] = [
      {},
      { kind: 'reminder', minutesBefore: 1440 },
      { kind: 'reminder', minutesBefore: 60 },
      { sequence: 1 },
      { kind: 'cancelled', refundMinor: 0 },
    ];
    for (const input of [...inputs, ...inputs])
      await stage.activities.sendEmail(about(consultationId, input));
    expect(await stage.messages(clientEmail)).toHaveLength(inputs.length);
  });

  it('goes to a phone only where there is one', async () => {
    const { consultationId } = await held({ clientPhone: null, lawyerPhone: null });
    await stage.activities.sendSms(about(consultationId));
    await stage.activities.sendSms(about(consultationId, { recipient: 'lawyer' }));
    expect(await notificationsOf(consultationId)).toEqual([]);
  });

  it('is not a reminder any more once the consultation has begun', async () => {
    const startAt = new Date(Date.now() - 1000);
    const { consultationId, clientEmail } = await held({ consultation: { startAt } });
    await stage.activities.sendEmail(about(consultationId, { kind: 'reminder', minutesBefore: 60 }));
    expect(await stage.messages(clientEmail)).toEqual([]);
    expect(await only(notificationsOf(consultationId))).toMatchObject({
      status: 'skipped',
      errorCode: 'too_late',
    });
  });
});

describe('an e-mail', () => {
  it('speaks Arabic from right to left, in the local time of the client', async () => {
    const startAt = new Date(Date.now() + 7 * 86_400_000);
    startAt.setUTCHours(6, 30, 0, 0);
    const consultation = { startAt, clientTimezone: 'Asia/Riyadh' };
    const { consultationId, clientEmail, number } = await held({ locale: 'ar', consultation });
    await stage.activities.sendEmail(about(consultationId));
    const mail = await only(stage.messages(clientEmail));
    expect(mail.html).toContain('<html lang="ar" dir="rtl">');
    expect(mail.html).toContain('09:30 – 10:00');
    expect(mail.html).toContain('10:30 – 11:00');
    expect(mail.html).toContain('عمر النعيمي');
    expect(mail.subject).toContain(number);
    expect(mail.text).toContain(`${publicUrl}/consultations/${consultationId}`);
  });

  it('invites to the calendar, and takes the entry away with the next number', async () => {
    const { consultationId, clientEmail } = await held();
    await stage.activities.sendEmail(about(consultationId));
    await stage.db
      .updateTable('consultation')
      .where('id', '=', consultationId)
      .set({ status: 'cancelled', cancelledBy: 'lawyer' })
      .execute();
    await stage.activities.sendEmail(about(consultationId, { kind: 'cancelled', refundMinor: 57_750 }));
    const files = (await stage.messages(clientEmail)).map(({ ics }) => ics ?? '').toSorted();
    expect(files).toEqual([
      expect.stringMatching(/METHOD:CANCEL[^]*SEQUENCE:1[^]*STATUS:CANCELLED/),
      expect.stringMatching(/METHOD:REQUEST[^]*SEQUENCE:0[^]*STATUS:CONFIRMED/),
    ]);
    for (const file of files) {
      expect(file.replaceAll('\r\n ', '')).toContain(`UID:consultation-${consultationId}@majlis`);
      expect(file.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    }
  });

  it('has no calendar file where nothing was ever confirmed', async () => {
    const { consultationId, clientEmail } = await held({
      consultation: { status: 'cancelled', cancelledBy: 'client', confirmedAt: null },
    });
    await stage.activities.sendEmail(about(consultationId, { kind: 'cancelled', refundMinor: 57_750 }));
    const mail = await only(stage.messages(clientEmail));
    expect(mail.ics ?? null).toBeNull();
    expect(mail.text).toContain('Your card has not been charged');
  });

  it('shows SendGrid opaque ids only, and lets nobody track', async () => {
    const { consultationId } = await held();
    await stage.activities.sendEmail(about(consultationId));
    const { id } = await only(notificationsOf(consultationId));
    const sent = (await stage.requests('mail.send'))
      .map(({ parameters }) => parameters)
      .find((text) => text.includes(id));
    expect(sent).toContain(`"custom_args":{"notification_id":"${id}"}`);
    expect(sent).toContain('"click_tracking":{"enable":false');
    expect(sent).toContain('"open_tracking":{"enable":false');
  });

  it('goes out again when nobody knows whether it did, the same to the letter', async () => {
    const { consultationId, clientEmail } = await held();
    await stage.activities.sendEmail(about(consultationId));
    await leaveUnfinished(consultationId);
    await stage.activities.sendEmail(about(consultationId));
    const [first, second, ...more] = await stage.messages(clientEmail);
    expect(more).toEqual([]);
    expect([second?.subject, second?.text, second?.ics]).toEqual([first?.subject, first?.text, first?.ics]);
  });

  it('is left out when nobody knows whether a reminder went out', async () => {
    const { consultationId, clientEmail } = await held();
    const reminder = about(consultationId, { kind: 'reminder', minutesBefore: 60 });
    await stage.activities.sendEmail(reminder);
    await leaveUnfinished(consultationId);
    await stage.activities.sendEmail(reminder);
    expect(await stage.messages(clientEmail)).toHaveLength(1);
    expect(await only(notificationsOf(consultationId))).toMatchObject({
      status: 'skipped',
      errorCode: 'outcome_unknown',
    });
  });

  it('is tried again, a reminder too, when SendGrid certainly did not take it', async () => {
    const { consultationId, clientEmail } = await held();
    const reminder = about(consultationId, { kind: 'reminder', minutesBefore: 60 });
    await stage.fail({ provider: 'sendgrid', operation: 'mail.send', kind: 'error', status: 503, times: 1 });
    await expect(stage.activities.sendEmail(reminder)).rejects.toThrow('Service Unavailable');
    expect(await only(notificationsOf(consultationId))).toMatchObject({ status: 'failed', errorCode: '503' });
    await stage.activities.sendEmail(reminder);
    expect(await stage.messages(clientEmail)).toHaveLength(1);
    expect(await only(notificationsOf(consultationId))).toMatchObject({ status: 'sent', errorCode: null });
  });
});

describe('a text message', () => {
  it('is short, names the number, and asks Twilio to report under the id of its row', async () => {
    const { consultationId, clientPhone, number } = await held({ locale: 'ar' });
    await stage.activities.sendSms(about(consultationId, { kind: 'reminder', minutesBefore: 60 }));
    const sms = await only(stage.messages(clientPhone));
    expect(sms.text).toContain(number);
    expect(sms.text?.length).toBeLessThanOrEqual(134);
    const { id } = await only(notificationsOf(consultationId));
    const sent = (await stage.requests('messages.create')).map(
      ({ parameters }) => new URLSearchParams(parameters),
    );
    const callbacks = sent.map((parameters) => parameters.get('StatusCallback'));
    expect(callbacks).toContain(`${publicUrl}/api/notifications/webhook/twilio?n=${id}`);
  });

  it('is found at Twilio and not sent again when its answer was lost', async () => {
    const { consultationId, clientPhone } = await held();
    await stage.fail({ provider: 'twilio', operation: 'messages.create', kind: 'reset', times: 1 });
    await expect(stage.activities.sendSms(about(consultationId))).rejects.toThrow('socket hang up');
    await stage.activities.sendSms(about(consultationId));
    expect(await stage.messages(clientPhone)).toHaveLength(1);
    expect(await only(notificationsOf(consultationId))).toMatchObject({
      status: 'sent',
      providerMessageId: expect.stringMatching(/^SM/),
    });
  });

  it('is sent when the lost one never reached Twilio', async () => {
    const { consultationId, clientPhone } = await held();
    await stage.fail({
      provider: 'twilio',
      operation: 'messages.create',
      kind: 'timeout-before',
      ms: 50,
      times: 1,
    });
    await expect(stage.activities.sendSms(about(consultationId))).rejects.toThrow('socket hang up');
    await stage.activities.sendSms(about(consultationId));
    expect(await stage.messages(clientPhone)).toHaveLength(1);
  });

  it('ends as failed, without an error, where the number cannot be reached', async () => {
    const { consultationId } = await held({ clientPhone: '+971500000003' });
    await stage.activities.sendSms(about(consultationId));
    expect(await only(notificationsOf(consultationId))).toMatchObject({
      status: 'failed',
      errorCode: '21614',
    });
  });
});

describe('what goes to Temporal and the log', () => {
  it('holds no name, no address and no number when a provider fails', async () => {
    const { consultationId, clientEmail, clientPhone } = await held({ clientName: 'Canary Person' });
    const failures = [
      { provider: 'sendgrid', operation: 'mail.send', kind: 'error', status: 400, times: 1 },
      { provider: 'sendgrid', operation: 'mail.send', kind: 'reset', times: 1 },
      { provider: 'twilio', operation: 'messages.create', kind: 'error', status: 400, times: 1 },
      { provider: 'twilio', operation: 'messages.create', kind: 'reset', times: 1 },
    ] as const;
    for (const failure of failures) {
      await stage.fail(failure);
      const send = failure.provider === 'sendgrid' ? 'sendEmail' : 'sendSms';
      const error = await stage.activities[send](about(consultationId)).catch((thrown: unknown) => thrown);
      const seen = toFailure(error);
      expect(seen).toBeInstanceOf(Error);
      const text = `${String(seen)} ${JSON.stringify(seen)} ${seen instanceof Error ? String(seen.cause) : ''}`;
      expect(text).not.toContain('Canary');
      expect(text).not.toContain(clientEmail);
      expect(text).not.toContain(clientPhone);
    }
  });
});
