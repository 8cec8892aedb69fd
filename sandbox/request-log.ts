import type { Collection } from './store.ts';
import type { FaultKind } from './faults.ts';
import type { Provider } from './webhook-records.ts';

/** One request that the product made to a provider. */
export interface RequestRecord {
  id: string;
  at: number;
  provider: Provider;
  /** The readable name of the endpoint, or null when there is no such endpoint. */
  operation: string | null;
  method: string;
  path: string;
  /** The parameters as they came: the query, or the body. */
  parameters: string;
  idempotencyKey: string | null;
  /** Null while it is under way, and when the connection was cut without an answer. */
  status: number | null;
  ms: number | null;
  replayed: boolean;
  fault: FaultKind | null;
}

const parametersMax = 20_000;

export interface RequestLog {
  note(request: RequestRecord): void;
  list(): RequestRecord[];
}

export function createRequestLog(collection: Collection<RequestRecord>): RequestLog {
  return {
    note: (request) =>
      collection.put(request.id, { ...request, parameters: request.parameters.slice(0, parametersMax) }),
    list: () => collection.list(),
  };
}
