/** What a consultation is sold as. Only the types in `bookableTypes` can be priced and booked. */
export const bookableTypes = ['video', 'in_person'] as const;
export type ConsultationType = (typeof bookableTypes)[number];

export const statuses = [
  'payment_pending',
  'awaiting_lawyer',
  'confirmed',
  'in_progress',
  'completed',
  'no_show',
  'cancelled',
  'expired',
  'declined',
] as const;
export type ConsultationStatus = (typeof statuses)[number];

/** Statuses in which the consultation is still going on. */
export const liveStatuses = ['payment_pending', 'awaiting_lawyer', 'confirmed', 'in_progress'] as const;

/** Statuses whose time stays taken: nobody else can have it. */
export const blockingStatuses = [...liveStatuses, 'completed', 'no_show'] as const;

export const cancellationPolicies = ['standard', 'flexible', 'strict'] as const;
export type CancellationPolicy = (typeof cancellationPolicies)[number];

export const reasonCodes = ['schedule', 'resolved', 'mistake', 'unavailable', 'other'] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export type Party = 'client' | 'lawyer';
export type Locale = 'en' | 'ar';

/**
 * Who did something. An id is a user's; the system and the providers have none. A partner acts for its own client, with an
 * API key.
 */
export interface Actor {
  kind: Party | 'partner' | 'operator' | 'system' | 'provider';
  id?: string;
}

/** The one table of allowed transitions. A status without successors is final. */
const successors: Readonly<Record<ConsultationStatus, readonly ConsultationStatus[]>> = {
  payment_pending: ['awaiting_lawyer', 'confirmed', 'expired', 'cancelled'],
  awaiting_lawyer: ['confirmed', 'declined', 'expired', 'cancelled'],
  confirmed: ['in_progress', 'cancelled'],
  in_progress: ['completed', 'no_show', 'cancelled'],
  completed: [],
  no_show: [],
  cancelled: [],
  expired: [],
  declined: [],
};

export function canBecome(from: ConsultationStatus, to: ConsultationStatus): boolean {
  return successors[from].includes(to);
}

export function isTerminal(status: ConsultationStatus): boolean {
  return successors[status].length === 0;
}

/** Before the start the parties may cancel; after it only an operator decides. */
export function isCancellable(status: ConsultationStatus): boolean {
  return status === 'payment_pending' || status === 'awaiting_lawyer' || status === 'confirmed';
}

/** The id of the workflow that is this consultation's life. */
export function workflowIdOf(consultationId: string): string {
  return `consultation-${consultationId}`;
}
