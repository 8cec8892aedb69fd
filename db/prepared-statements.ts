import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

/** More texts than the code has, and few enough for what each connection keeps of them at the server. */
const namesMax = 500;
/** Such a text would fail on connections that are older than a column which a migration adds. */
const namesEveryColumn = /\bselect \*|\breturning \*|\.\*/;

/**
 * The pool, with each text that has parameters under a name: Postgres parses and plans it once for each connection instead
 * of each time, which is most of what a short query costs it.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const nameOf = statementNames();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client);
      if (known) return known;
      const made = preparingClient(client, nameOf);
      clients.set(client, made);
      return made;
    },
    end: () => pool.end(),
    options: pool.options,
  };
}

function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= namesMax || namesEveryColumn.test(text)) return undefined;
    const name = `majlis_${names.size}`;
    names.set(text, name);
    return name;
  };
}

function preparingClient(
  client: pg.PoolClient,
  nameOf: (text: string) => string | undefined,
): PostgresPoolClient {
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(text: string | PostgresCursor<unknown>, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('rows are not read through cursors');
    if (values.length === 0) return client.query(text);
    const name = nameOf(text);
    return client.query({ text, values: [...values], ...(name !== undefined && { name }) });
  }
  return { query, release: (isBroken) => client.release(isBroken) };
}
