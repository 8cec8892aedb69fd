import type { SandboxContext } from '#sandbox/context.ts';
import { randomText } from '#sandbox/identifiers.ts';
import type { MailEventStep, MailRecord } from './records.ts';

/** Reports what has happened to e-mails, all that is due in one batch, as SendGrid's event webhook does. */
export function progressMails({ state, clock, webhooks, options }: SandboxContext): void {
  const now = clock.nowMs();
  const events: object[] = [];
  for (const mail of state.mails.list()) {
    const due = mail.next.filter((step) => step.at <= now);
    const last = due.at(-1);
    if (!last) continue;
    state.mails.put(mail.id, { ...mail, status: last.event, next: mail.next.slice(due.length) });
    events.push(...due.map((step) => eventObject(mail, step)));
  }
  if (events.length === 0 || options.sendgridWebhookUrl === undefined) return;
  webhooks.send({
    provider: 'sendgrid',
    kind: [...new Set(events.map((event) => ('event' in event ? String(event.event) : '')))].join(', '),
    about: `batch_${randomText(12)}`,
    url: options.sendgridWebhookUrl,
    contentType: 'application/json',
    // SendGrid puts each event on a line of its own and ends the batch with a line break.
    body: `[${events.map((event) => JSON.stringify(event)).join(',\r\n')}]\r\n`,
  });
}

function eventObject(mail: MailRecord, { event, at }: MailEventStep): object {
  return {
    ...mail.customArgs,
    ...detailsOf[event],
    email: mail.to,
    event,
    sg_event_id: randomText(22),
    sg_message_id: `${mail.messageId}.recvd-sandbox-1-${mail.id}.0`,
    'smtp-id': `<${mail.messageId}@sandbox.sendgrid.net>`,
    timestamp: Math.floor(at / 1000),
    ...(mail.categories.length > 0 && { category: mail.categories }),
  };
}

const detailsOf: Record<MailEventStep['event'], object> = {
  processed: {},
  delivered: { response: '250 2.0.0 OK', ip: '127.0.0.1', tls: 1 },
  deferred: { response: '451 4.7.1 Try again later', attempt: '1' },
  bounce: {
    type: 'bounce',
    status: '5.1.1',
    reason: '550 5.1.1 The email account that you tried to reach does not exist.',
    bounce_classification: 'Invalid Address',
  },
  dropped: { reason: 'Bounced Address', status: '5.0.0' },
  spamreport: {},
};
