import type { Cause } from './engine.ts';
import type { Parameters } from './parameters.ts';

/** One request to an endpoint, with the id from its path. */
export interface Call {
  id: string;
  parameters: Parameters;
  cause: Cause;
  /** Where this sandbox was reached, for links to its own pages. */
  baseUrl: string;
}

/**
 * An endpoint under its readable name. `prepare` reads the parameters and may refuse them; the function it returns
 * does the work. Stripe keeps the answer of an idempotency key only once work has begun, hence two steps.
 */
export interface Operation {
  name: string;
  method: 'GET' | 'POST';
  path: string;
  prepare(call: Call): () => object;
}
