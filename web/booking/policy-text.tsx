import type { CancellationPolicy } from '#domain/consultation.ts';
import { dateAndTime } from '#web/format/time.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { zone } from '#web/state/zone.ts';
import { graceUntil, policyLines } from './policy.ts';
import type { PolicyLine } from './policy.ts';

interface PolicyTextProps {
  policy: CancellationPolicy;
  startAt: number;
  /** The moment of the confirmation, as near as it is known. */
  confirmedAt: number;
  /** Later than the confirmation where the booking lies back: what is over is left out. */
  now?: number;
}

/** What a cancellation brings back, in words and with the dates of this very consultation. */
export function PolicyText({ policy, startAt, confirmedAt, now = confirmedAt }: PolicyTextProps) {
  const { pay } = bookingWords();
  const lines = policyLines(policy, startAt, now);
  const grace = graceUntil(policy, startAt, { confirmedAt, now });
  return (
    <ul class="policy">
      {grace !== null && <li>{pay.policyGrace(dateAndTime(grace, zone.value))}</li>}
      {lines.map((line) => (
        <li key={line.percent}>{textOf(line, lines.length === 1)}</li>
      ))}
      <li>{pay.policyLawyer}</li>
    </ul>
  );
}

function textOf({ percent, until }: PolicyLine, isOnly: boolean): string {
  const { pay } = bookingWords();
  if (until === null) return isOnly ? pay.policyNoneNow : pay.policyNone;
  const date = dateAndTime(until, zone.value);
  return percent === 100 ? pay.policyFull(date) : pay.policyPart(percent, date);
}
