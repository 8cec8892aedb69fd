import sharedClient from '@sendgrid/client';
import sharedService from '@sendgrid/mail';

export interface MailAccount {
  apiKey: string;
  /** Another place for SendGrid's API. */
  apiBase?: string | undefined;
  /** `Majlis <bookings@example.com>`, or the address alone. */
  from: string;
}

export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Stored at SendGrid for good and visible to its staff: our opaque id, never a person's. */
  notificationId: string;
  calendar?: { method: 'request' | 'cancel'; file: string } | undefined;
}

export interface Mailer {
  sender: { name: string; email: string };
  /** Hands the mail to SendGrid and answers with its id there, or '' when SendGrid gave none. */
  send(mail: Mail): Promise<string>;
}

/** SendGrid has no idempotency key: who sends again has to know that the first one did not go out. */
export function createMailer({ apiKey, apiBase, from }: MailAccount): Mailer {
  const { client, service } = ownInstances();
  // The order matters: the key resets the address.
  client.setApiKey(apiKey);
  if (apiBase !== undefined) client.setDefaultRequest('baseUrl', `${apiBase.replace(/\/$/, '')}/`);
  // The SDK itself would wait for ever.
  service.setTimeout(10_000);

  const sender = senderOf(from);
  return {
    sender,
    async send(mail) {
      const [{ headers }] = await service.send(messageOf(mail, sender));
      const id: unknown = headers['x-message-id'];
      return typeof id === 'string' ? id : '';
    },
  };
}

/**
 * What the packages export is shared by the whole process, key included. Their types know no constructor, so the class is
 * reached through the shared instance.
 */
function ownInstances(): { client: typeof sharedClient; service: typeof sharedService } {
  const client: typeof sharedClient = Reflect.construct(sharedClient.constructor, []);
  const service: typeof sharedService = Reflect.construct(sharedService.constructor, []);
  service.setClient(client);
  return { client, service };
}

function senderOf(from: string): Mailer['sender'] {
  const [, name = '', email = from] = /^\s*"?([^"<]*?)"?\s*<([^<>\s]+)>\s*$/.exec(from) ?? [];
  return { name: name || 'Majlis', email: email.trim() };
}

function messageOf({ to, subject, html, text, notificationId, calendar }: Mail, from: Mailer['sender']) {
  return {
    from,
    personalizations: [{ to: { email: to }, customArgs: { notification_id: notificationId } }],
    subject,
    content: [
      { type: 'text/plain', value: text },
      { type: 'text/html', value: html },
    ] satisfies [object, object],
    ...(calendar && { attachments: [attachmentOf(calendar)] }),
    // Tracking rewrites links and tells a third party who reads a lawyer's mail.
    trackingSettings: {
      clickTracking: { enable: false, enableText: false },
      openTracking: { enable: false },
      subscriptionTracking: { enable: false },
    },
  };
}

function attachmentOf({ method, file }: NonNullable<Mail['calendar']>) {
  return {
    content: Buffer.from(file).toString('base64'),
    filename: 'consultation.ics',
    type: `text/calendar; method=${method.toUpperCase()}`,
    disposition: 'attachment',
  };
}
