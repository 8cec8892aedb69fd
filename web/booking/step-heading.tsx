import { useEffect, useRef } from 'preact/hooks';
import { bookingWords } from '#web/i18n/booking.ts';
import { steps } from './draft.ts';
import type { Step } from './draft.ts';

/** Steps that have been shown on this visit: the first one keeps the focus where the page put it. */
let shownStep: Step | undefined;

/** The heading of a step takes the focus when the step changes, so that nobody has to look for what is new. */
export function StepHeading({ step, title }: { step: Step; title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const words = bookingWords().steps;
  useEffect(() => {
    if (shownStep !== undefined && shownStep !== step) {
      heading.current?.focus({ preventScroll: true });
      heading.current?.closest('.booking')?.scrollIntoView({ block: 'start' });
    }
    shownStep = step;
  }, [step]);
  return (
    <h2 ref={heading} tabIndex={-1}>
      <span class="hidden-visually">{words.of(steps.indexOf(step) + 1, steps.length)}: </span>
      {title}
    </h2>
  );
}
