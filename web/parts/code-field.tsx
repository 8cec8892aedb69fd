import { useState } from 'preact/hooks';
import { entryWords } from '#web/i18n/entry.ts';
import { now } from '#web/state/clock.ts';
import { problemOf } from '#web/requests/problem.ts';
import { codeIn } from './code-digits.ts';
import { TextField } from './field.tsx';
import { problemText } from './states.tsx';
import { say } from './toast.tsx';
import { Button } from './button.tsx';

interface CodeFieldProps {
  value: string;
  fault: string | undefined;
  onType: (code: string) => void;
  /** Sends another code; resolves to when one more may be asked for. */
  onResend: () => Promise<string | null>;
}

/** A code from a mail, and the way to another one when it does not come. */
export function CodeField({ value, fault, onType, onResend }: CodeFieldProps) {
  const words = entryWords().code;
  const [nextAt, setNextAt] = useState<string | null>(null);
  const waitSeconds = nextAt === null ? 0 : Math.ceil((Date.parse(nextAt) - now.value) / 1_000);
  const resend = async () => {
    try {
      setNextAt(await onResend());
      say(words.sent);
    } catch (error) {
      const problem = problemOf(error);
      const { nextCodeAt } = problem.body;
      // Too soon: then the button says how long.
      if (typeof nextCodeAt === 'string') setNextAt(nextCodeAt);
      else say(problemText(problem));
    }
  };
  return (
    <div class="stack tight">
      <TextField
        id="code"
        label={words.label}
        hint={words.hint}
        autocomplete="one-time-code"
        inputMode="numeric"
        dir="ltr"
        // Room for the sentence around it, when that is pasted with it.
        maxLength={200}
        value={value}
        fault={fault}
        onType={(typed) => onType(codeIn(typed))}
      />
      <div>
        <Button look="quiet" disabled={waitSeconds > 0} onPress={() => void resend()}>
          {waitSeconds > 0 ? words.resendIn(waitSeconds) : words.resend}
        </Button>
      </div>
    </div>
  );
}
