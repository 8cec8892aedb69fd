import { isGrpcServiceError } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { searchAttributes } from '#workflows/contract.ts';

/** Numbers of the protocol: `temporal.api.enums.v1.IndexedValueType`. */
const numberOfType = { KEYWORD: 2, BOOL: 5, DATETIME: 6 } as const;

/** Numbers of gRPC's status codes. */
const alreadyThere = 6;
const withheld: ReadonlySet<number> = new Set([7, 12, 16]);

/**
 * Makes the search attributes known to the namespace; those that are there stay. A workflow that writes an unknown one is
 * stuck until somebody adds it, so this comes before the first workflow. One call for each, because the server refuses a
 * whole list of which it knows one. Temporal Cloud keeps this call to itself: there the log names what has to be added.
 */
export async function registerSearchAttributes(
  connection: NativeConnection,
  namespace: string,
  log: Logger,
): Promise<void> {
  for (const { name, type } of Object.values(searchAttributes)) {
    try {
      await connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: { [name]: numberOfType[type] },
      });
    } catch (error) {
      if (!isGrpcServiceError(error)) throw error;
      if (withheld.has(error.code)) log.warn({ name, type }, 'this search attribute has to be there already');
      else if (error.code !== alreadyThere) throw error;
    }
  }
}
