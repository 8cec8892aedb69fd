import type { KeyObject } from 'node:crypto';
import { sendgridSignature, stripeSignature, twilioSignature } from './signatures.ts';
import type { Collection } from './store.ts';
import type { WebhookAttempt, WebhookRecord } from './webhook-records.ts';

export interface WebhookKeys {
  stripeWebhookSecret: string;
  twilioAuthToken: string;
  sendgridPrivateKey: KeyObject | null;
}

export interface Delivery {
  /** Calls the product about this webhook, again with growing pauses while it does not answer 2xx, at most so often. */
  start(id: string, attemptsMax: number): void;
  later(ms: number, run: () => void): void;
  close(): Promise<void>;
}

const backoffFirstMs = 500;
const backoffMaxMs = 30_000;
const answerMaxMs = 10_000;
/** A product that has stopped answering is not drowned in calls. */
const underWayMax = 32;

export interface DeliverySetup {
  collection: Collection<WebhookRecord>;
  keys: WebhookKeys;
  nowMs: () => number;
}

export function createDelivery({ collection, keys, nowMs }: DeliverySetup): Delivery {
  const timers = new Set<NodeJS.Timeout>();
  const underWay = new Set<Promise<void>>();
  const queue: [id: string, attemptsMax: number][] = [];
  let closed = false;

  function later(ms: number, run: () => void): void {
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  }

  function start(id: string, attemptsMax: number): void {
    if (underWay.size >= underWayMax) {
      queue.push([id, attemptsMax]);
      return;
    }
    const run = attempt(id, attemptsMax).finally(() => {
      underWay.delete(run);
      const next = queue.shift();
      if (next) start(...next);
    });
    underWay.add(run);
  }

  async function attempt(id: string, left: number): Promise<void> {
    const webhook = collection.find(id);
    if (!webhook || closed) return;
    const made = await call(webhook, keys, nowMs());
    const now = collection.find(id);
    if (!now || closed) return;
    const attempts = [...now.attempts, made];
    const again = left > 1 && worthRepeating(webhook, made);
    const fate = isAnswered(made) || now.fate === 'delivered' ? 'delivered' : again ? 'waiting' : 'failed';
    collection.put(id, { ...now, attempts, fate });
    if (again)
      later(Math.min(backoffMaxMs, backoffFirstMs * 2 ** (attempts.length - 1)), () => start(id, left - 1));
  }

  return {
    start,
    later,
    async close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(underWay);
    },
  };
}

function isAnswered({ status }: WebhookAttempt): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Twilio repeats a status callback only when nobody answered at all, Google also when the other side failed. */
function worthRepeating(webhook: WebhookRecord, made: WebhookAttempt): boolean {
  const nobodyAnswered = made.status === null;
  if (webhook.provider === 'twilio') return nobodyAnswered;
  return webhook.provider === 'google' ? nobodyAnswered || Number(made.status) >= 500 : !isAnswered(made);
}

async function call(webhook: WebhookRecord, keys: WebhookKeys, at: number): Promise<WebhookAttempt> {
  const begun = performance.now();
  const ms = (): number => Math.round(performance.now() - begun);
  try {
    const answer = await fetch(webhook.url, {
      method: 'POST',
      headers: {
        'content-type': webhook.contentType,
        'user-agent': 'majlis-sandbox',
        ...webhook.headers,
        ...signed(webhook, keys),
      },
      body: webhook.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(answerMaxMs),
    });
    await answer.arrayBuffer();
    return { at, status: answer.status, ms: ms(), error: null };
  } catch (error) {
    return { at, status: null, ms: ms(), error: reasonOf(error) };
  }
}

/** Signed anew for each attempt with the wall clock, because receivers refuse a signature that is five minutes old. */
function signed(webhook: WebhookRecord, keys: WebhookKeys): Record<string, string> {
  const atSeconds = Math.floor(Date.now() / 1000);
  switch (webhook.provider) {
    case 'stripe':
      return { 'stripe-signature': stripeSignature(keys.stripeWebhookSecret, webhook.body, atSeconds) };
    case 'twilio':
      return {
        'x-twilio-signature': twilioSignature(keys.twilioAuthToken, webhook.url, webhook.parameters ?? {}),
      };
    case 'sendgrid': {
      if (!keys.sendgridPrivateKey) return {};
      const timestamp = String(atSeconds);
      return {
        'x-twilio-email-event-webhook-timestamp': timestamp,
        'x-twilio-email-event-webhook-signature': sendgridSignature(
          keys.sendgridPrivateKey,
          timestamp,
          webhook.body,
        ),
      };
    }
    // Calendars sign nothing: a channel's token and a subscription's client state say that it is theirs.
    case 'google':
    case 'microsoft':
    case 'ics':
      return {};
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause: unknown = error.cause;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}
