import { setTimeout } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { WorkerConfig } from './config.ts';

type TemporalConfig = Pick<WorkerConfig, 'TEMPORAL_ADDRESS' | 'TEMPORAL_API_KEY' | 'TEMPORAL_TLS'>;

const patienceMs = 60_000;
const pauseMs = 1000;

/**
 * Connects to Temporal. Parts are started together, so a server that is not there yet is waited for, a minute at most; the
 * first error is told, and the last one ends the wait.
 */
export async function connect(config: TemporalConfig, log: Logger): Promise<NativeConnection> {
  const deadline = performance.now() + patienceMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await NativeConnection.connect(optionsOf(config));
    } catch (error) {
      if (performance.now() > deadline) {
        throw new Error(`Temporal is not reachable at ${config.TEMPORAL_ADDRESS}`, { cause: error });
      }
      if (attempt === 1) log.warn({ address: config.TEMPORAL_ADDRESS }, 'waiting for Temporal');
    }
    await setTimeout(pauseMs);
  }
}

function optionsOf({
  TEMPORAL_ADDRESS: address,
  TEMPORAL_API_KEY: apiKey,
  TEMPORAL_TLS: tls,
}: TemporalConfig) {
  return { address, tls: tls || apiKey !== undefined, ...(apiKey !== undefined && { apiKey }) };
}
