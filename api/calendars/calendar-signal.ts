import { refusalOfCommand } from '#api/consultations/command-failure.ts';
import type { ApiDeps } from '#api/deps.ts';
import {
  calendarChanged,
  calendarDisconnected,
  calendarSyncOptions,
  calendarSyncWorkflowType,
} from '#workflows/contract.ts';
import type { CalendarHint } from '#workflows/contract.ts';

type Deps = Pick<ApiDeps, 'temporal'>;

/** How long somebody is kept waiting for Temporal. */
const PATIENCE_MS = 5000;

/** Has the calendar read now, by its workflow, which begins with this when there is none. */
export async function tellCalendar(
  { temporal }: Deps,
  connectionId: string,
  reason: NonNullable<CalendarHint['reason']>,
): Promise<void> {
  await patiently(temporal, () =>
    temporal.workflow.signalWithStart(calendarSyncWorkflowType, {
      ...startOf(connectionId),
      signal: calendarChanged,
      signalArgs: [{ reason }],
    }),
  );
}

/** The connection was taken away: its provider is told, also when its workflow was not there or has ended already. */
export async function endCalendar({ temporal }: Deps, connectionId: string): Promise<void> {
  await patiently(temporal, () =>
    temporal.workflow.signalWithStart(calendarSyncWorkflowType, {
      ...startOf(connectionId),
      signal: calendarDisconnected,
    }),
  );
}

function startOf(connectionId: string) {
  const { args, ...options } = calendarSyncOptions(connectionId);
  return { ...options, args: [...args] };
}

async function patiently(temporal: ApiDeps['temporal'], send: () => Promise<unknown>): Promise<void> {
  try {
    await temporal.withDeadline(Date.now() + PATIENCE_MS, send);
  } catch (error) {
    throw refusalOfCommand(error);
  }
}
