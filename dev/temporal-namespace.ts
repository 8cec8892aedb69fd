import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { searchAttributes } from '#workflows/contract.ts';
import { reasonOf } from './readiness.ts';

export interface TemporalConnection {
  address: string;
  namespace: string;
  apiKey?: string | undefined;
  tls?: boolean;
}

/** Closed consultations stay readable for this long; the server's own default is one day. */
const RETENTION = '30 days';

/** Makes a namespace of our own server fit: 30 days of retention, and every search attribute that workflows set. */
export async function prepareNamespace(target: TemporalConnection): Promise<void> {
  await withConnection(target, async (connection) => {
    await connection.workflowService.updateNamespace({
      namespace: target.namespace,
      config: { workflowExecutionRetentionTtl: msToTs(RETENTION) },
    });
    const missing = await missingSearchAttributes(connection, target.namespace);
    if (missing.length > 0)
      throw new Error(`Temporal does not know the search attributes ${missing.join(', ')} yet`);
  });
}

/** Throws one sentence when a server that somebody else runs cannot be reached or lacks what workflows need. */
export async function checkServer(target: TemporalConnection): Promise<void> {
  const { address, namespace } = target;
  let missing: string[];
  try {
    missing = await withConnection(target, (connection) => missingSearchAttributes(connection, namespace));
  } catch (error) {
    const reason = reasonOf(error);
    throw new Error(`The Temporal server at ${address} (TEMPORAL_ADDRESS) cannot be used: ${reason}`, {
      cause: error,
    });
  }
  if (missing.length === 0) return;
  throw new Error(
    `The namespace ${namespace} at ${address} lacks the search attributes ${missing.join(', ')}. ` +
      'Add them with `temporal operator search-attribute create`, or in the settings of Temporal Cloud.',
  );
}

async function missingSearchAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const known = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.values(searchAttributes)
    .map(({ name }) => name)
    .filter((name) => !(name in known.customAttributes));
}

async function withConnection<Result>(
  { address, apiKey, tls }: TemporalConnection,
  run: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await Connection.connect({
    address,
    connectTimeout: 5_000,
    ...(apiKey ? { apiKey } : {}),
    ...(tls ? { tls } : {}),
  });
  try {
    return await connection.withDeadline(Date.now() + 10_000, () => run(connection));
  } finally {
    await connection.close();
  }
}
