import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** One change: the record as it is now, or null when it is gone. */
export interface Change {
  collection: string;
  id: string;
  record: unknown;
}

/**
 * A file with one line for each set of changes that belong together. A line is handed to the operating system
 * before the answer goes out, so a killed process loses nothing that anybody was told; a line that was cut off
 * halfway is the last one, and is dropped as a whole.
 */
export interface Journal {
  append(changes: readonly Change[]): void;
  /** Bytes written since the file was last rewritten. */
  grownBytes(): number;
  /** Replaces the file by these changes; the old one stays until the new one is complete. */
  rewrite(changes: Iterable<Change>): void;
  close(): void;
}

export function readJournal(path: string): Change[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.flatMap((line, index) => changesIn(line, `${path}, line ${index + 1}`));
}

function changesIn(line: string, place: string): Change[] {
  try {
    const changes: Change[] = JSON.parse(line);
    return changes;
  } catch (error) {
    throw new Error(`The sandbox's state is damaged (${place}); remove the file to begin anew.`, {
      cause: error,
    });
  }
}

export function openJournal(path: string): Journal {
  mkdirSync(dirname(path), { recursive: true });
  let file = openSync(path, 'a');
  let grown = 0;
  let closed = false;
  return {
    append(changes) {
      // A connection that is cut while the process ends has its say too late.
      if (closed) return;
      const line = `${JSON.stringify(changes)}\n`;
      grown += Buffer.byteLength(line);
      writeSync(file, line);
    },
    grownBytes: () => grown,
    rewrite(changes) {
      const fresh = openSync(`${path}.new`, 'w');
      for (const change of changes) writeSync(fresh, `${JSON.stringify([change])}\n`);
      closeSync(fresh);
      closeSync(file);
      renameSync(`${path}.new`, path);
      file = openSync(path, 'a');
      grown = 0;
    },
    close() {
      closed = true;
      closeSync(file);
    },
  };
}
