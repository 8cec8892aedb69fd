import { Problem } from '#domain/problem.ts';

/** Errors of a socket or a DNS look-up: the other side is not there now. */
const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
/** SQLSTATE classes 08 (connection) and 57P (shutdown, start-up), full, out of time, and the two that ask for a retry. */
const postgresCodes = /^(?:08...|57P0[1-5]|53300|57014|40001|40P01|55P03)$/;
/** gRPC: CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, UNAVAILABLE. */
const grpcCodes = new Set([1, 4, 8, 10, 14]);
const poolMessages =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered)/;

/** 503 for an error that says that Postgres or Temporal cannot be reached now, and `undefined` for every other. */
export function outageOf(error: unknown): Problem | undefined {
  if (!isOutage(error, 5)) return undefined;
  return new Problem(
    'temporarily_unavailable',
    'A part of Majlis cannot be reached right now. Send the same request again in a moment.',
    { retryAfterSeconds: 5 },
    { cause: error },
  );
}

/** Clients wrap the error that tells, a few levels deep at most. */
function isOutage(error: unknown, levels: number): boolean {
  if (!(error instanceof Error) || levels === 0) return false;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && (networkCodes.has(code) || postgresCodes.test(code))) return true;
  if (typeof code === 'number' && grpcCodes.has(code) && typeof Reflect.get(error, 'details') === 'string')
    return true;
  if (poolMessages.test(error.message)) return true;
  const nested: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error.cause, ...nested].some((inner) => isOutage(inner, levels - 1));
}
