export interface MailEventStep {
  event: 'processed' | 'delivered' | 'bounce' | 'dropped' | 'deferred' | 'spamreport';
  at: number;
}

/** One e-mail to one recipient. Times are in milliseconds. */
export interface MailRecord {
  id: string;
  /** What the answer's `X-Message-Id` said; all recipients of one request share it. */
  messageId: string;
  to: string;
  toName: string | null;
  from: string;
  fromName: string | null;
  replyTo: string | null;
  subject: string;
  text: string | null;
  html: string | null;
  ics: string | null;
  attachments: { filename: string; type: string | null; base64: string }[];
  customArgs: Record<string, string>;
  categories: string[];
  at: number;
  status: MailEventStep['event'] | 'accepted';
  /** What SendGrid reports about it next, in order, and when. */
  next: MailEventStep[];
}
