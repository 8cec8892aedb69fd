import protobuf from '@temporalio/proto';
import type { temporal } from '@temporalio/proto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

type History = temporal.api.history.v1.IHistory;

const folder = new URL('../histories/', import.meta.url);
const { History: message } = protobuf.temporal.api.history.v1;

/** Names of the recorded histories. */
export function recordedNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
}

const ofMachine: ReadonlySet<string> = new Set(['stackTrace', 'identity', 'workerVersion']);

/** Keeps a history as JSON that people can read and compare, without what only tells of the machine it ran on. */
export function keepHistory(name: string, history: History): void {
  const options = { longs: String, enums: String, bytes: String };
  const plain = message.toObject(message.fromObject(history), options);
  const text = JSON.stringify(plain, (key, value: unknown) => (ofMachine.has(key) ? undefined : value), 1);
  writeFileSync(new URL(`${name}.json`, folder), `${text}\n`);
}

export function recordedHistory(name: string): History {
  return message.fromObject(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')));
}
