import { chargeObject } from './charge-object.ts';
import type { Engine } from './engine.ts';
import { noSuch } from './errors.ts';
import { type Expansions, readExpansions } from './expansions.ts';
import { listObject, pageOf, readPage, readRange } from './lists.ts';
import type { Call, Operation } from './operation.ts';
import { paymentIntentObject } from './payment-intent-object.ts';
import type { ChargeRecord } from './records.ts';

const expandable = ['payment_intent', 'payment_intent.latest_charge', 'refunds', 'customer'];

export function chargeOperations(engine: Engine): Operation[] {
  return [
    {
      name: 'charges.list',
      method: 'GET',
      path: '/v1/charges',
      prepare: (call) => prepareList(engine, call),
    },
    {
      name: 'charges.retrieve',
      method: 'GET',
      path: '/v1/charges/:id',
      prepare: (call) => prepareRetrieve(engine, call),
    },
  ];
}

function prepareRetrieve(engine: Engine, { id, parameters }: Call): () => object {
  const expand = readExpansions(parameters, expandable);
  return () => {
    const charge = engine.state.charges.find(id);
    if (!charge) throw noSuch('charge', id, 'id');
    return rendered(engine, charge, expand);
  };
}

function prepareList(engine: Engine, { parameters }: Call): () => object {
  const page = readPage(parameters);
  const paymentIntentId = parameters.text('payment_intent');
  const created = readRange(parameters, 'created');
  const expand = readExpansions(parameters, expandable, true);
  return () => {
    const found = engine.state.charges
      .list()
      .filter((charge) => paymentIntentId === undefined || charge.paymentIntentId === paymentIntentId)
      .filter((charge) => created.includes(charge.created));
    const { data, hasMore } = pageOf(found, page, 'charge');
    return listObject(
      '/v1/charges',
      data.map((charge) => rendered(engine, charge, expand)),
      hasMore,
    );
  };
}

function rendered(engine: Engine, charge: ChargeRecord, expand: Expansions): object {
  const intent = expand.has('payment_intent')
    ? engine.state.paymentIntents.find(charge.paymentIntentId)
    : undefined;
  return {
    ...chargeObject(engine.state, charge, expand),
    ...(intent && {
      payment_intent: paymentIntentObject(engine.state, intent, expand.under('payment_intent')),
    }),
  };
}
