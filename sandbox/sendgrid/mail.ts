import type { SandboxContext } from '#sandbox/context.ts';
import { type Answer, jsonAnswer } from '#sandbox/exchange.ts';
import { randomText } from '#sandbox/identifiers.ts';
import { refusalAnswer } from './errors.ts';
import type { MailBody, Personalization } from './mail-body.ts';
import { readMail } from './mail-faults.ts';
import type { MailEventStep, MailRecord } from './records.ts';

const stepMs = 300;

/** Takes an e-mail for delivery: 202 with an id and no body, or 400 with everything that is wrong. */
export function acceptMail(context: SandboxContext, body: unknown): Answer {
  const read = readMail(body, context.clock.nowSeconds());
  if ('faults' in read) return refusalAnswer(400, read.faults);
  const messageId = randomText(22);
  const records = read.mail.personalizations.flatMap((entry) =>
    mailsOf(read.mail, entry, messageId, context.clock.nowMs()),
  );
  context.store.change(() => {
    for (const record of records) context.state.mails.put(record.id, record);
  });
  return { ...jsonAnswer(202, {}, { 'x-message-id': messageId }), body: '' };
}

function mailsOf(mail: MailBody, entry: Personalization, messageId: string, now: number): MailRecord[] {
  const part = (type: string): string | null =>
    mail.content.find((content) => content.type.startsWith(type))?.value ?? null;
  return [...entry.to, ...(entry.cc ?? []), ...(entry.bcc ?? [])].map(({ email, name }) => ({
    id: `mail_${randomText(16)}`,
    messageId,
    to: email,
    toName: name ?? null,
    from: mail.from.email,
    fromName: mail.from.name ?? null,
    replyTo: mail.reply_to?.email ?? null,
    subject: entry.subject ?? mail.subject ?? '',
    text: part('text/plain'),
    html: part('text/html'),
    ics: calendarOf(mail) ?? part('text/calendar'),
    attachments: (mail.attachments ?? []).map(({ filename, type, content }) => ({
      filename,
      type: type ?? null,
      base64: content,
    })),
    customArgs: { ...mail.custom_args, ...entry.custom_args },
    categories: mail.categories ?? [],
    at: now,
    status: 'accepted',
    next: stepsFor(email, now),
  }));
}

function calendarOf({ attachments = [] }: MailBody): string | null {
  const found = attachments.find(
    ({ type, filename }) => type?.startsWith('text/calendar') || filename.endsWith('.ics'),
  );
  return found ? Buffer.from(found.content, 'base64').toString() : null;
}

/** What becomes of it; the part before the @ asks for a mishap. */
function stepsFor(email: string, now: number): MailEventStep[] {
  const after = (step: number): number => now + step * stepMs;
  const processed: MailEventStep = { event: 'processed', at: now };
  const [mailbox = ''] = email.split('@', 1);
  switch (mailbox) {
    case 'bounce':
      return [processed, { event: 'bounce', at: after(1) }];
    case 'drop':
      return [{ event: 'dropped', at: now }];
    case 'defer':
      return [processed, { event: 'deferred', at: after(1) }, { event: 'delivered', at: after(4) }];
    case 'spam':
      return [processed, { event: 'delivered', at: after(1) }, { event: 'spamreport', at: after(2) }];
    default:
      return [processed, { event: 'delivered', at: after(1) }];
  }
}
