import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { preparing } from './prepared-statements.ts';
import type { Database } from './schema.ts';

export interface DatabaseOptions {
  maxConnections: number;
  /** Shown in pg_stat_activity, so that an operator sees which process holds a lock. */
  applicationName?: string;
  /** No query of a request takes this long; one that does is stuck. 0 turns the limit off. */
  statementTimeoutMs?: number;
  /** Told when a connection dies while idle. The pool has replaced it already; there is nothing to do but log. */
  onConnectionLost?: (error: Error) => void;
}

/** A pool of connections behind typed queries. It connects with the first query; end it with `destroy`. */
export function createDatabase(url: string, options: DatabaseOptions): Kysely<Database> {
  const timeoutMs = options.statementTimeoutMs ?? 15_000;
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections,
    application_name: options.applicationName ?? 'majlis',
    // A process asks for a connection at start-up and under load: better an error than an endless queue.
    connectionTimeoutMillis: 10_000,
    // A new connection costs a process at the server and every statement its plan again.
    idleTimeoutMillis: 300_000,
    statement_timeout: timeoutMs,
    // A process that dies silently must not keep the lock on a lawyer's hours.
    idle_in_transaction_session_timeout: timeoutMs,
    types: { getTypeParser },
  });
  // Without a listener, a restart of Postgres would end the process.
  pool.on('error', (error) => options.onConnectionLost?.(error));
  // So would the loss of a connection that is lent, between two statements of a transaction: the next one is told.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool: preparing(pool) }),
    // Keys inside jsonb are data: a question's id must come back as it was written.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

const { DATE, INT8 } = pg.types.builtins;

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  // A local date has no instant; as a Date it would get this machine's zone.
  if (oid === DATE) return (value) => value;
  if (oid === INT8) return safeInteger;
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
}

function safeInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is too large to be exact`);
  return number;
}
