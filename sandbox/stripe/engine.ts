import type { Clock } from '#sandbox/clock.ts';
import { randomText } from '#sandbox/identifiers.ts';
import type { State } from '#sandbox/state.ts';
import type { Webhooks } from '#sandbox/webhooks.ts';
import { eventObject } from './event-object.ts';
import type { EventRecord } from './records.ts';

/** The API request that caused a change; a payment on the hosted page has none. */
export interface Cause {
  requestId: string | null;
  idempotencyKey: string | null;
}

export const noRequest: Cause = { requestId: null, idempotencyKey: null };

/** What every change of Stripe's objects needs: the records, the time, and a way to tell the product. */
export interface Engine {
  state: State;
  clock: Clock;
  emit(type: string, object: { id: string }, cause: Cause, previousAttributes?: object): void;
}

export interface EngineSetup {
  state: State;
  clock: Clock;
  webhooks: Webhooks;
  /** Where events are sent; without it they can only be listed. */
  webhookUrl: string | undefined;
}

export function createEngine({ state, clock, webhooks, webhookUrl }: EngineSetup): Engine {
  return {
    state,
    clock,
    emit(type, object, cause, previousAttributes) {
      const event: EventRecord = {
        id: `evt_1${randomText(23)}`,
        type,
        created: clock.nowSeconds(),
        object,
        previousAttributes: previousAttributes ?? null,
        ...cause,
      };
      state.events.put(event.id, event);
      if (webhookUrl === undefined) return;
      webhooks.send({
        provider: 'stripe',
        kind: type,
        about: object.id,
        eventId: event.id,
        url: webhookUrl,
        contentType: 'application/json; charset=utf-8',
        body: JSON.stringify(eventObject(event, 1)),
      });
    },
  };
}
