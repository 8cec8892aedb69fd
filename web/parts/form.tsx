import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { problemOf } from '#web/requests/problem.ts';
import type { ApiProblem } from '#web/requests/problem.ts';
import { Button } from './button.tsx';
import { FaultSummary } from './fault-summary.tsx';
import type { Faults } from './fault-summary.tsx';
import { Spotlight } from './spotlight.tsx';
import { ProblemNotice } from './states.tsx';

export interface FormState {
  faults: Faults;
  problem: ApiProblem | undefined;
  busy: boolean;
  submit: () => Promise<void>;
}

interface FormRules {
  /** What is wrong from the beginning: somebody was sent back to mend it. */
  initial?: Faults;
  /** What is wrong before anything is sent. */
  check?: () => Faults;
  send: () => Promise<void>;
  /** What a refusal means for the controls; nothing for one that concerns the whole. */
  faultsFrom?: (problem: ApiProblem) => Faults;
}

/** Checks, sends, and keeps what went wrong. A second submit while the first is under way does nothing. */
export function useForm({ initial = {}, check, send, faultsFrom }: FormRules): FormState {
  const [faults, setFaults] = useState(initial);
  const [problem, setProblem] = useState<ApiProblem>();
  const [busy, setBusy] = useState(false);
  /** Known at once, and not only when the button has been drawn anew: two clicks can come before that. */
  const sending = useRef(false);
  const submit = async () => {
    if (sending.current) return;
    const found = check?.() ?? {};
    setFaults(found);
    setProblem(undefined);
    if (Object.keys(found).length > 0) return;
    sending.current = true;
    setBusy(true);
    try {
      await send();
    } catch (error) {
      const refused = problemOf(error);
      const known = faultsFrom?.(refused) ?? {};
      setFaults(known);
      if (Object.keys(known).length === 0) setProblem(refused);
    }
    sending.current = false;
    setBusy(false);
  };
  return { faults, problem, busy, submit };
}

interface FormProps {
  form: FormState;
  /** The words on the button that submits. */
  action: string;
  look?: string;
  gap?: 'wide' | '';
  children: ComponentChildren;
}

/** A form with what is wrong above its fields and one button below them. */
export function Form({ form, action, look = 'primary', gap = '', children }: FormProps) {
  return (
    <form
      class={`stack ${gap}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <FaultSummary faults={form.faults} />
      {form.problem && (
        <Spotlight>
          <ProblemNotice problem={form.problem} />
        </Spotlight>
      )}
      {children}
      <div class="form-actions">
        <Button type="submit" look={look} busy={form.busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
