import { type Change, openJournal, readJournal } from './journal.ts';

/** Rewriting costs as much as what is alive, so it happens only once this much has been written since the last time. */
const rewriteAfterBytes = 64 * 1024 * 1024;

export interface Collection<T> {
  find(id: string): T | undefined;
  /** In the order in which the records were first put. */
  list(): T[];
  put(id: string, record: T): void;
  remove(id: string): void;
}

export interface Store {
  /** `limit`: the oldest records make room for new ones. */
  collection<T>(name: string, limit: number): Collection<T>;
  /** Changes made inside are kept together or not at all. */
  change<R>(make: () => R): R;
  close(): void;
}

/** Keeps records in memory and, when a path is given, in a journal from which the next process goes on. */
export function openStore(path?: string): Store {
  const known = new Map<string, Map<string, unknown>>();
  for (const { collection, id, record } of path === undefined ? [] : readJournal(path)) {
    const records = known.get(collection) ?? new Map<string, unknown>();
    known.set(collection, records);
    if (record === null) records.delete(id);
    else records.set(id, record);
  }
  const journal = path === undefined ? undefined : openJournal(path);
  journal?.rewrite(allRecords(known));
  let depth = 0;
  let waiting: Change[] = [];

  function flush(): void {
    if (depth > 0 || waiting.length === 0 || !journal) return;
    journal.append(waiting);
    waiting = [];
    if (journal.grownBytes() > rewriteAfterBytes) journal.rewrite(allRecords(known));
  }

  function note(change: Change): void {
    if (!journal) return;
    waiting.push(change);
    flush();
  }

  return {
    collection<T>(name: string, limit: number): Collection<T> {
      const found: Map<string, unknown> = known.get(name) ?? new Map<string, unknown>();
      known.set(name, found);
      return collectionOver<T>(name, found, limit, note);
    },
    change(make) {
      depth += 1;
      try {
        return make();
      } finally {
        depth -= 1;
        flush();
      }
    },
    close: () => journal?.close(),
  };
}

function collectionOver<T>(
  name: string,
  found: Map<string, unknown>,
  limit: number,
  note: (change: Change) => void,
) {
  // The journal was written by this program, so a record is what its collection says it is.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const records = found as Map<string, T>;
  const remove = (id: string): void => {
    if (records.delete(id)) note({ collection: name, id, record: null });
  };
  return {
    find: (id: string) => records.get(id),
    list: () => [...records.values()],
    put(id: string, record: T) {
      records.set(id, record);
      note({ collection: name, id, record });
      const oldest = records.size > limit ? records.keys().next().value : undefined;
      if (oldest !== undefined) remove(oldest);
    },
    remove,
  };
}

function* allRecords(known: Map<string, Map<string, unknown>>): Iterable<Change> {
  for (const [collection, records] of known) {
    for (const [id, record] of records) yield { collection, id, record };
  }
}
