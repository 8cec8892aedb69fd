import { signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { keepDraft, reachableStep, readDraft } from './draft.ts';
import type { Draft, Step } from './draft.ts';

export interface Booking {
  draft: Signal<Draft>;
  step: Step;
  /** Changes the draft and keeps it. */
  change: (change: Partial<Draft>) => void;
  replace: (draft: Draft) => void;
  go: (step: Step) => void;
  /** The address of a step, for links back; with the id of a control that needs another look. */
  addressOf: (step: Step, fix?: string) => string;
}

/** The booking of one lawyer: what was chosen lives in the session's storage, the step in the address. */
export function useBooking(lawyerId: string): Booking {
  const { query, route } = useLocation();
  const draft = useMemo(() => signal(readDraft(sessionStorage, lawyerId)), [lawyerId]);
  const asked = query['step'];
  const step = reachableStep(asked, draft.value);
  const addressOf = (to: Step, fix?: string) => {
    const search = new URLSearchParams({ step: to, ...(fix === undefined ? {} : { fix }) });
    return to === 'type' ? `/lawyers/${lawyerId}` : `/lawyers/${lawyerId}?${search.toString()}`;
  };
  useEffect(() => {
    if (asked !== undefined && asked !== step) route(addressOf(step), true);
  }, [asked, step]);

  const replace = (next: Draft) => {
    draft.value = next;
    keepDraft(sessionStorage, lawyerId, next);
  };
  return {
    draft,
    step,
    addressOf,
    replace,
    change: (change) => replace({ ...draft.peek(), ...change }),
    go: (to) => route(addressOf(to)),
  };
}
