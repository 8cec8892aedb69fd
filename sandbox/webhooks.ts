import { randomText } from './identifiers.ts';
import type { Collection } from './store.ts';
import { createDelivery, type DeliverySetup } from './webhook-delivery.ts';
import type { Provider, WebhookMode, WebhookRecord } from './webhook-records.ts';

export type NewWebhook = Pick<
  WebhookRecord,
  'provider' | 'kind' | 'about' | 'url' | 'contentType' | 'body'
> & {
  parameters?: Record<string, string>;
  headers?: Record<string, string>;
  eventId?: string;
};

export interface Webhooks {
  send(webhook: NewWebhook): void;
  mode(): WebhookMode;
  setMode(mode: WebhookMode): void;
  /** Delivers what was held, in the order in which it came, or in reverse; says how many that was. */
  release(order?: 'kept' | 'reverse'): number;
  /** Delivers one once more, whatever its fate so far. */
  resend(id: string): boolean;
  list(): WebhookRecord[];
  close(): Promise<void>;
}

/** How often each provider calls before it gives up. */
const attemptsMax: Record<Provider, number> = {
  stripe: 8,
  sendgrid: 8,
  twilio: 2,
  google: 4,
  microsoft: 4,
  ics: 1,
};
/** Shuffled webhooks are collected for this long and then sent in reverse. */
const shuffleWindowMs = 150;
const shuffleGapMs = 10;
const duplicateAfterMs = 20;

export interface WebhookSetup extends DeliverySetup {
  settings: Collection<WebhookMode>;
}

export function createWebhooks({ settings, ...setup }: WebhookSetup): Webhooks {
  const { collection, nowMs } = setup;
  const delivery = createDelivery(setup);
  let shuffled: WebhookRecord[] = [];

  function deliver(webhook: WebhookRecord, afterMs = 0): void {
    collection.put(webhook.id, { ...webhook, fate: 'waiting' });
    delivery.later(afterMs, () => delivery.start(webhook.id, attemptsMax[webhook.provider]));
  }

  function shuffle(webhook: WebhookRecord): void {
    collection.put(webhook.id, webhook);
    if (shuffled.push(webhook) > 1) return;
    delivery.later(shuffleWindowMs, () => {
      shuffled.toReversed().forEach((held, index) => deliver(held, index * shuffleGapMs));
      shuffled = [];
    });
  }

  function dispatch(webhook: WebhookRecord, mode: WebhookMode): void {
    switch (mode) {
      case 'hold':
        return collection.put(webhook.id, { ...webhook, fate: 'held' });
      case 'drop':
        return collection.put(webhook.id, { ...webhook, fate: 'dropped' });
      case 'duplicate':
        deliver(webhook);
        return delivery.later(duplicateAfterMs, () => delivery.start(webhook.id, 1));
      case 'shuffle':
        return shuffle(webhook);
      case 'deliver':
        return deliver(webhook);
    }
  }

  // A process that was stopped in the middle left some on their way.
  for (const webhook of collection.list()) if (webhook.fate === 'waiting') deliver(webhook);

  const mode = (): WebhookMode => settings.find('mode') ?? 'deliver';
  return {
    mode,
    setMode: (next) => settings.put('mode', next),
    send: (webhook) => dispatch(newRecord(webhook, nowMs()), mode()),
    release(order = 'kept') {
      const held = collection.list().filter((webhook) => webhook.fate === 'held');
      for (const webhook of order === 'kept' ? held : held.toReversed()) deliver(webhook);
      return held.length;
    },
    resend(id) {
      const webhook = collection.find(id);
      if (webhook) deliver(webhook);
      return webhook !== undefined;
    },
    list: () => collection.list(),
    close: () => delivery.close(),
  };
}

function newRecord(webhook: NewWebhook, createdAt: number): WebhookRecord {
  const id = `wh_${randomText(16)}`;
  return { parameters: null, eventId: null, ...webhook, id, createdAt, fate: 'waiting', attempts: [] };
}
