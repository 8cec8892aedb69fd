import type { Engine } from './engine.ts';
import { noSuch } from './errors.ts';
import { eventObject } from './event-object.ts';
import { listObject, pageOf, readPage, readRange } from './lists.ts';
import type { Call, Operation } from './operation.ts';

const eventLifeSeconds = 30 * 24 * 3600;

export function eventOperations(engine: Engine): Operation[] {
  return [
    { name: 'events.list', method: 'GET', path: '/v1/events', prepare: (call) => prepareList(engine, call) },
    {
      name: 'events.retrieve',
      method: 'GET',
      path: '/v1/events/:id',
      prepare: (call) => prepareRetrieve(engine, call),
    },
  ];
}

/** Whether the product has answered the event's webhook; without a webhook nothing is pending. */
function undeliveredIds(engine: Engine): Set<string> {
  const waiting = engine.state.webhooks
    .list()
    .filter((webhook) => webhook.provider === 'stripe' && webhook.fate !== 'delivered');
  return new Set(waiting.flatMap(({ eventId }) => (eventId === null ? [] : [eventId])));
}

function prepareList(engine: Engine, { parameters }: Call): () => object {
  const page = readPage(parameters);
  const type = parameters.text('type');
  const types = parameters.texts('types');
  const delivered = parameters.boolean('delivery_success');
  const created = readRange(parameters, 'created');
  parameters.texts('expand');
  return () => {
    const undelivered = undeliveredIds(engine);
    const oldest = engine.clock.nowSeconds() - eventLifeSeconds;
    const found = engine.state.events
      .list()
      .filter((event) => event.created >= oldest && created.includes(event.created))
      .filter((event) => type === undefined || matches(type, event.type))
      .filter((event) => !types || types.some((wanted) => matches(wanted, event.type)))
      .filter((event) => delivered === undefined || undelivered.has(event.id) !== delivered);
    const { data, hasMore } = pageOf(found, page, 'event');
    return listObject(
      '/v1/events',
      data.map((event) => eventObject(event, undelivered.has(event.id) ? 1 : 0)),
      hasMore,
    );
  };
}

/** `*` stands for a group of events, as in `charge.*`. */
function matches(wanted: string, type: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : wanted === type;
}

function prepareRetrieve(engine: Engine, { id, parameters }: Call): () => object {
  parameters.texts('expand');
  return () => {
    const event = engine.state.events.find(id);
    if (!event) throw noSuch('event', id, 'id');
    return eventObject(event, undeliveredIds(engine).has(id) ? 1 : 0);
  };
}
