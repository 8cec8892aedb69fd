import { signal } from '@preact/signals';
import { remember, remembered } from './remembered.ts';

/** The zone in which times are shown. It changes labels only, never which instants are offered. */
export const zone = signal(firstZone());

/** Twelve hours with am and pm, or twenty-four. */
export const hourCycle = signal<'h12' | 'h23'>(remembered('clock') === 'h23' ? 'h23' : 'h12');

export function changeZone(next: string): void {
  remember('zone', next);
  zone.value = next;
}

export function changeHourCycle(next: 'h12' | 'h23'): void {
  remember('clock', next);
  hourCycle.value = next;
}

function firstZone(): string {
  const chosen = remembered('zone');
  return chosen !== null && isZone(chosen) ? chosen : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
