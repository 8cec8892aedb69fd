import type { State } from './state.ts';

/** One message as its recipient has it. */
export interface Message {
  id: string;
  channel: 'email' | 'sms';
  to: string;
  from: string;
  subject?: string;
  text: string;
  html?: string;
  ics?: string;
  status: string;
  at: number;
}

/** Everything that was sent to people by e-mail and SMS, oldest first. */
export function messagesOf(state: State): Message[] {
  const mails = state.mails.list().map((mail): Message => ({
    id: mail.id,
    channel: 'email',
    to: mail.to,
    from: mail.fromName === null ? mail.from : `${mail.fromName} <${mail.from}>`,
    subject: mail.subject,
    text: mail.text ?? '',
    ...(mail.html !== null && { html: mail.html }),
    ...(mail.ics !== null && { ics: mail.ics }),
    status: mail.status,
    at: mail.at,
  }));
  const sms = state.sms.list().map((message): Message => ({
    id: message.sid,
    channel: 'sms',
    to: message.to,
    from: message.from,
    text: message.body,
    status: message.status,
    at: message.createdAt,
  }));
  return [...mails, ...sms].toSorted((left, right) => left.at - right.at);
}
