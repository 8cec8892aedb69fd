import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** The Temporal UI's own ways to act on a workflow, where no argument of ours can carry the operator's name. */
export type OperatorAction = 'request_cancellation' | 'change_activity';

export interface NewOperatorAction {
  operatorId: string;
  workflowId: string;
  action: OperatorAction;
}

/** Written before the action is forwarded, so that no change is ever without a name. */
export async function recordOperatorAction(db: Kysely<Database>, action: NewOperatorAction): Promise<void> {
  await db.insertInto('operatorAction').values(action).execute();
}

/** Who last took this action; undefined when it reached Temporal by another way. */
export async function findOperatorOf(
  db: Kysely<Database>,
  { workflowId, action }: Omit<NewOperatorAction, 'operatorId'>,
): Promise<string | undefined> {
  const latest = await db
    .selectFrom('operatorAction')
    .where('workflowId', '=', workflowId)
    .where('action', '=', action)
    .select('operatorId')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return latest?.operatorId;
}
