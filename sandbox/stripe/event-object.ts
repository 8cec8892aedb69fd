import type { EventRecord } from './records.ts';

/** The version of the API that the SDK is pinned to; the shapes here are that version's. */
export const apiVersion = '2026-10-28.endive';

export function eventObject(event: EventRecord, pendingWebhooks: number): object {
  return {
    id: event.id,
    object: 'event',
    api_version: apiVersion,
    created: event.created,
    data: {
      object: event.object,
      ...(event.previousAttributes && { previous_attributes: event.previousAttributes }),
    },
    livemode: false,
    pending_webhooks: pendingWebhooks,
    request: { id: event.requestId, idempotency_key: event.idempotencyKey },
    type: event.type,
  };
}
