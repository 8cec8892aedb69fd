import { inject } from 'vitest';

export type PartName = 'PostgreSQL' | 'Temporal' | 'sandbox' | 'worker' | 'api';

/** Ends a part of the running system with SIGKILL, and leaves it down. */
export function killPart(part: PartName): Promise<void> {
  return order('/kill', { part });
}

/** Starts a part that was killed, and resolves when it is ready. Our own processes may get other variables for this time. */
export function startPart(part: PartName, env: Record<string, string> = {}): Promise<void> {
  return order('/start', { part, env });
}

async function order(path: string, body: object): Promise<void> {
  const response = await fetch(`${inject('controlUrl')}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}
