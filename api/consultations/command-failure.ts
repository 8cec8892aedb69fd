import {
  isGrpcServiceError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import { isProblemCode, Problem } from '#domain/problem.ts';
import { outageOf } from '#api/http/outages.ts';

/** Whether the workflow had ended when the command arrived, so that only Postgres can answer. */
export function isClosed(error: unknown): boolean {
  return error instanceof WorkflowNotFoundError;
}

/** The refusal that a failed command stands for; what is none of ours is thrown on. */
export function refusalOfCommand(error: unknown): Problem {
  if (error instanceof WorkflowUpdateFailedError) {
    const refusal = refusalIn(error.cause);
    if (refusal) return refusal;
  }
  const isLate = error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
  const isRefusedByServer = isGrpcServiceError(error) || error instanceof ServiceError;
  if (isLate || isRefusedByServer || outageOf(error)) return unanswered(error);
  throw error;
}

/** The outcome is open: the same request again finds it. */
export function unanswered(cause?: unknown): Problem {
  const detail = 'There is no answer yet. Send the same request again; it has its effect once.';
  return new Problem('temporarily_unavailable', detail, { retryAfterSeconds: 5 }, { cause });
}

/** The workflow's own failures carry a code of the catalogue as their type; they arrive wrapped a few times at most. */
function refusalIn(error: unknown, levels = 4): Problem | undefined {
  if (!(error instanceof TemporalFailure) || levels === 0) return undefined;
  if (error instanceof ApplicationFailure && error.type && isProblemCode(error.type)) {
    const reason: unknown = error.details?.[0];
    return new Problem(error.type, error.message, typeof reason === 'string' ? { reason } : {}, {
      cause: error,
    });
  }
  return refusalIn(error.cause, levels - 1);
}
