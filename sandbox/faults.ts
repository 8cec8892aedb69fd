import { randomText } from './identifiers.ts';
import type { Provider } from './webhook-records.ts';

export const faultKinds = [
  'error',
  'timeout-before',
  'timeout-after',
  'latency',
  'rate-limit',
  'reset',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Something that goes wrong at a provider, for the next `times` requests of one operation. */
export interface Fault {
  id: string;
  provider: Provider;
  /** A readable name such as `refunds.create`, or `*` for all of the provider. */
  operation: string;
  kind: FaultKind;
  /** The status of an `error`. */
  status: number;
  /** How long `latency` and the timeouts take, and after how long a `rate-limit` says to come again. */
  ms: number;
  /** How many requests are still hit; null means all, until the fault is removed. */
  left: number | null;
}

/** A fault as somebody asks for it. */
export interface NewFault {
  provider: Provider;
  operation: string;
  kind: FaultKind;
  status?: number;
  ms?: number;
  times?: number;
}

/** The names of the operations of each provider, which faults refer to. */
export type Operations = Readonly<Record<Provider, readonly string[]>>;

/** How long a timeout keeps the caller waiting when nothing is said: longer than any client waits. */
const timeoutMs = 60_000;
const shortMs = 1_000;

export interface Faults {
  add(fault: NewFault): Fault;
  list(): Fault[];
  clear(): void;
  /** The fault that hits this request, if any; it counts as used. */
  take(provider: Provider, operation: string): Fault | undefined;
}

/** Faults last as long as the process: a restart of the sandbox is a sound provider again. */
export function createFaults(): Faults {
  let active: Fault[] = [];
  return {
    add({ status = 500, times, ms, ...asked }) {
      const usualMs = asked.kind === 'latency' || asked.kind === 'rate-limit' ? shortMs : timeoutMs;
      const fault: Fault = {
        id: `fault_${randomText(8)}`,
        ...asked,
        status,
        ms: ms ?? usualMs,
        left: times ?? null,
      };
      active.push(fault);
      return fault;
    },
    list: () => [...active],
    clear: () => {
      active = [];
    },
    take(provider, operation) {
      const fault = active.find(
        (candidate) =>
          candidate.provider === provider &&
          (candidate.operation === operation || candidate.operation === '*'),
      );
      if (!fault || fault.left === null) return fault;
      active = active.flatMap((other) => {
        if (other !== fault) return [other];
        const left = (other.left ?? 0) - 1;
        return left > 0 ? [{ ...other, left }] : [];
      });
      return fault;
    },
  };
}
