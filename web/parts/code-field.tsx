import { useState } from 'preact/hooks';
import { accountWords } from '#web/i18n/account.ts';
import { now } from '#web/state/clock.ts';
import { problemOf } from '#web/requests/problem.ts';
import { TextField } from './field.tsx';
import { problemText } from './states.tsx';
import { say } from './toast.tsx';
import { Button } from './button.tsx';

/** Six digits, wherever they are copied from. */
export function codeIn(typed: string): string {
  return typed.replaceAll(/\D/g, '').slice(0, 6);
}

interface CodeFieldProps {
  value: string;
  fault: string | undefined;
  onType: (code: string) => void;
  /** Sends another code; resolves to when one more may be asked for. */
  onResend: () => Promise<string | null>;
}

/** A code from a mail, and the way to another one when it does not come. */
export function CodeField({ value, fault, onType, onResend }: CodeFieldProps) {
  const words = accountWords().code;
  const [nextAt, setNextAt] = useState<string | null>(null);
  const waitSeconds = nextAt === null ? 0 : Math.ceil((Date.parse(nextAt) - now.value) / 1_000);
  const resend = async () => {
    try {
      setNextAt(await onResend());
      say(words.sent);
    } catch (error) {
      say(problemText(problemOf(error)));
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
        maxLength={12}
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
