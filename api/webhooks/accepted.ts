import T from 'typebox';

export const Accepted = T.Object({ received: T.Boolean() });
