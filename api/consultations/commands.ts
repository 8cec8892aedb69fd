import { workflowIdOf } from '#domain/consultation.ts';
import type { UpdateDefinition } from '@temporalio/common';
import { createHash, randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import T from 'typebox';
import { claimCommand } from '#db/command-keys.ts';
import { Problem } from '#domain/problem.ts';
import { bodyHash, callerNameOf, idempotencyKeyOf } from '#api/booking/booking-identity.ts';
import { isClosed, refusalOfCommand } from './command-failure.ts';
import type { ApiDeps } from '#api/deps.ts';

/** Longer than this nobody waits; the command goes on, and a repeat with the same key finds its outcome. */
const PATIENCE_MS = 30_000;

export interface Command<Result, Input> {
  consultationId: string;
  commandId: string;
  update: UpdateDefinition<Result, [Input]>;
  input: Input;
}

/** Sends an order to the consultation's workflow and waits for what came of it. Its refusals are thrown as ours. */
export async function command<Result, Input>(
  { temporal }: Pick<ApiDeps, 'temporal'>,
  { consultationId, commandId, update, input }: Command<Result, Input>,
): Promise<Result> {
  const handle = temporal.workflow.getHandle(workflowIdOf(consultationId));
  try {
    return await temporal.withDeadline(Date.now() + PATIENCE_MS, () =>
      handle.executeUpdate(update, { updateId: commandId, args: [input] }),
    );
  } catch (error) {
    if (isClosed(error))
      throw new Problem('invalid_state', 'This consultation is over.', {}, { cause: error });
    throw refusalOfCommand(error);
  }
}

/** The header that every command may have. */
export const CommandHeaders = T.Object({
  'idempotency-key': T.Optional(
    T.String({
      description:
        '1 to 255 visible ASCII characters: the same for each repeat, which then has no effect of its own.',
    }),
  ),
});

/**
 * The command's id. With an Idempotency-Key, which is optional here, the same request again is the same command, and the
 * key with another body is refused.
 */
export async function claimCommandId(
  { db }: Pick<ApiDeps, 'db'>,
  request: FastifyRequest,
  name: string,
  consultationId: string,
): Promise<string> {
  const { caller, headers, body } = request;
  const header = headers['idempotency-key'];
  if (header === undefined || caller.kind === 'anonymous') return `${name}-${randomUUID()}`;
  const content = [callerNameOf(caller), consultationId, idempotencyKeyOf(header)].join('\n');
  const commandId = `${name}-${createHash('sha256').update(content).digest('hex').slice(0, 32)}`;
  await claimCommand(db, { commandId, bodyHash: bodyHash(body ?? null) });
  return commandId;
}
