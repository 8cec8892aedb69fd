export const providers = ['stripe', 'twilio', 'sendgrid', 'google', 'microsoft', 'ics'] as const;
export type Provider = (typeof providers)[number];

export interface WebhookAttempt {
  at: number;
  status: number | null;
  ms: number;
  error: string | null;
}

/** One call to the product. `parameters` is signed as a form (Twilio), else the body is signed as it is. */
export interface WebhookRecord {
  id: string;
  provider: Provider;
  kind: string;
  /** The provider's id of the object that it is about. */
  about: string;
  /** Stripe's id of the event; others have none. */
  eventId: string | null;
  url: string;
  contentType: string;
  body: string;
  parameters: Record<string, string> | null;
  /** What the provider says in headers of its own. */
  headers?: Record<string, string>;
  createdAt: number;
  fate: 'waiting' | 'held' | 'dropped' | 'delivered' | 'failed';
  attempts: WebhookAttempt[];
}

export const webhookModes = ['deliver', 'hold', 'drop', 'duplicate', 'shuffle'] as const;
export type WebhookMode = (typeof webhookModes)[number];
