import type Stripe from 'stripe';
import type { Engine } from './engine.ts';
import type { Operation } from './operation.ts';

export function balanceOperations(engine: Engine): Operation[] {
  return [
    {
      name: 'balance.retrieve',
      method: 'GET',
      path: '/v1/balance',
      prepare: ({ parameters }) => {
        parameters.texts('expand');
        return () => balanceObject(engine);
      },
    },
  ];
}

function balanceObject(engine: Engine): Stripe.Balance {
  const charges = engine.state.charges.list().filter((charge) => charge.captured);
  const currencies = new Set(['aed', ...charges.map((charge) => charge.currency)]);
  const amounts = [...currencies].map((currency) => {
    const amount = charges
      .filter((charge) => charge.currency === currency)
      .reduce((sum, charge) => sum + charge.amountCaptured - charge.amountRefunded, 0);
    return { amount, currency, source_types: { card: amount } };
  });
  return {
    object: 'balance',
    available: amounts,
    livemode: false,
    pending: amounts.map(({ currency }) => ({ amount: 0, currency, source_types: { card: 0 } })),
  };
}
