import { useRef } from 'preact/hooks';
import { attemptFor } from '#web/booking/attempt.ts';
import type { Attempt } from '#web/booking/attempt.ts';
import { cancelConsultation } from '#web/requests/consultations.ts';
import type { Cancellation } from '#web/requests/consultations.ts';
import { isPassing, problemOf } from '#web/requests/problem.ts';

/**
 * Cancels under the key of its attempt. No answer keeps the key, so that pressed again the same cancellation is heard of,
 * and not the refusal of a second one.
 */
export function useCancellation(id: string): (body: Cancellation) => Promise<void> {
  const attempt = useRef<Attempt | undefined>(undefined);
  return async (body) => {
    attempt.current = attemptFor(JSON.stringify(body), attempt.current, () => crypto.randomUUID());
    try {
      await cancelConsultation(id, body, attempt.current.key);
    } catch (error) {
      const problem = problemOf(error);
      if (!isPassing(problem)) attempt.current = undefined;
      throw problem;
    }
  };
}
