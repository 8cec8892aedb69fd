import { consultationWords } from '#web/i18n/consultation.ts';
import { now } from '#web/state/clock.ts';
import { clockLeft, minutesToSay } from './countdown.ts';

/** The time that is left to pay: for the eye each second, aloud at five, two and one minutes. */
export function HoldClock({ until }: { until: string }) {
  const words = consultationWords().hold;
  const leftMs = Date.parse(until) - now.value;
  const minutes = minutesToSay(leftMs);
  if (leftMs <= 0) return <p role="status">{words.over}</p>;
  return (
    <div class="hold-clock">
      <p aria-hidden="true">
        <span class="number">{clockLeft(leftMs)}</span> <span class="soft">{words.left}</span>
      </p>
      <p class="hidden-visually" role="status">
        {minutes !== undefined && words.said(minutes)}
      </p>
    </div>
  );
}
