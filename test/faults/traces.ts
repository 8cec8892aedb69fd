import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Scene } from '#test/stories/scene.ts';

/** Everything that can be read of a workflow in Temporal, as one text: payloads and search attributes are decoded. */
export async function traceOf({ temporal }: Scene, workflowId: string): Promise<string> {
  const handle = temporal.workflow.getHandle(workflowId);
  const [history, description] = [await handle.fetchHistory(), await handle.describe()];
  return [workflowId, ...textsIn(history), ...textsIn(description.raw)].join('\n');
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** A file of the system under test as bytes, one character for each, so that any encoding can be looked for. */
export function bytesOf(...path: string[]): string {
  return readFileSync(join(inject('dataDir'), ...path), 'latin1');
}

/** How a text may be written down: as it is, in JSON, in a URL, and as bytes. */
export function spellingsOf(text: string): string[] {
  const escaped = Array.from(text, (each) =>
    each.charCodeAt(0) < 128 ? each : `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [text, escaped.join(''), encodeURIComponent(text), Buffer.from(text, 'utf8').toString('latin1')];
}
