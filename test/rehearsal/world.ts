import { ApplicationFailure } from '@temporalio/common';
import type {
  Activities,
  CalendarReading,
  Change,
  MessageInput,
  PaymentTruth,
  RefundInput,
} from '#activities/contract.ts';
import type { ConsultationStatus } from '#domain/consultation.ts';
import type { ConsultationInput } from '#workflows/contract.ts';

const minute = 60_000;
const hour = 60 * minute;

type Name = keyof Activities;

/** What the outside has of one consultation: the row, the payment at the bank, the messages that went out. */
export interface Outside {
  status?: ConsultationStatus;
  revision: number;
  changes: Change[];
  attentionReason: string | null;
  payment: 'none' | PaymentTruth['state'];
  refunds: Map<string, number>;
  refundFails: boolean;
  messages: string[];
  room: 'none' | 'open' | 'closed';
  joined: { client: boolean; lawyer: boolean };
  calendar: {
    event: 'none' | 'there' | 'taken_out';
    /** What the next readings bring; the last one again and again. */
    readings: CalendarReading[];
    channel: 'none' | 'open' | 'closed';
  };
}

/**
 * The outside world of a workflow test: every activity done in memory, as true to its contract as the real one, where
 * the client can pay, providers can be down, and what happened can be read.
 */
export function createWorld(
  terms: { policy?: 'standard' | 'flexible' | 'strict'; totalPriceMinor?: number } = {},
) {
  const outside: Outside = {
    revision: 0,
    changes: [],
    attentionReason: null,
    payment: 'none',
    refunds: new Map(),
    refundFails: false,
    messages: [],
    room: 'none',
    joined: { client: false, lawyer: false },
    calendar: { event: 'none', readings: [], channel: 'none' },
  };
  let paysBefore: Name | undefined;
  const faults = new Map<Name, { error: Error; times: number }>();
  const calls: Name[] = [];

  /** Lets an activity fail, for good or a number of times. */
  function breakDown(name: Name, times = Infinity, error: Error = new Error(`${name} is down`)) {
    faults.set(name, { error, times });
  }

  function enter(name: Name) {
    calls.push(name);
    if (name === paysBefore) pay();
    const fault = faults.get(name);
    if (fault === undefined || fault.times <= 0) return;
    fault.times -= 1;
    throw fault.error;
  }

  function pay(): boolean {
    if (outside.payment === 'open') outside.payment = 'authorised';
    return outside.payment === 'authorised';
  }

  const truth = (): PaymentTruth => {
    if (outside.payment === 'none') throw new Error('there is no session');
    return { state: outside.payment };
  };

  const activities: Activities = {
    async holdSlot(input: ConsultationInput & { now: number }) {
      enter('holdSlot');
      outside.status = 'payment_pending';
      outside.revision = Math.max(outside.revision, 1);
      return {
        endAt: input.startAt + input.durationMinutes * minute,
        holdExpiresAt: Math.min(input.now + input.holdMinutes * minute, input.startAt),
        totalPriceMinor: terms.totalPriceMinor ?? 57_750,
        cancellationPolicy: terms.policy ?? 'standard',
        reminderMinutes: [1440, 60],
      };
    },
    async abandonHold() {
      enter('abandonHold');
      if (outside.status !== undefined) outside.status = 'expired';
    },
    async recordChange(change) {
      enter('recordChange');
      if (change.revision <= outside.revision) return;
      if (change.revision !== outside.revision + 1) throw new Error('a revision is missing');
      outside.revision = change.revision;
      outside.status = change.to;
      outside.changes.push(change);
      if (change.attentionReason !== undefined) outside.attentionReason = change.attentionReason;
    },
    async openCheckout() {
      enter('openCheckout');
      if (outside.payment === 'none') outside.payment = 'open';
      return { sessionId: 'cs_1' };
    },
    async sealCheckout() {
      enter('sealCheckout');
      return { sealed: outside.payment === 'none' };
    },
    async checkPayment() {
      enter('checkPayment');
      return truth();
    },
    async expireCheckout() {
      enter('expireCheckout');
      if (outside.payment === 'none' || outside.payment === 'open') outside.payment = 'expired';
      return truth();
    },
    async capturePayment() {
      enter('capturePayment');
      if (outside.payment === 'authorised') outside.payment = 'captured';
      return truth();
    },
    async voidPayment() {
      enter('voidPayment');
      if (outside.payment === 'authorised') outside.payment = 'voided';
      return truth();
    },
    async refundPayment({ reason, amountMinor }: RefundInput) {
      enter('refundPayment');
      if (outside.payment !== 'captured') throw new Error('nothing was captured');
      outside.refunds.set(reason, amountMinor);
      return { status: 'succeeded' };
    },
    async checkRefunds() {
      enter('checkRefunds');
      return { failed: outside.refundFails, pending: false };
    },
    async recordRefundHandled() {
      enter('recordRefundHandled');
      outside.refundFails = false;
    },
    async sendEmail(message) {
      enter('sendEmail');
      outside.messages.push(`email ${line(message)}`);
    },
    async sendSms(message) {
      enter('sendSms');
      outside.messages.push(`sms ${line(message)}`);
    },
    async sendAccountMail({ kind }) {
      enter('sendAccountMail');
      outside.messages.push(`email ${kind}`);
      return { sent: true };
    },
    async openRoom() {
      enter('openRoom');
      outside.room = 'open';
    },
    async closeRoom() {
      enter('closeRoom');
      outside.room = 'closed';
    },
    async readPresence() {
      enter('readPresence');
      const isRoomOpen = outside.room === 'open';
      return { clientJoined: outside.joined.client, lawyerJoined: outside.joined.lawyer, isRoomOpen };
    },
    async syncCalendar() {
      enter('syncCalendar');
      const { readings } = outside.calendar;
      return (readings.length > 1 ? readings.shift() : readings[0]) ?? { outcome: 'read' };
    },
    async renewChannel() {
      enter('renewChannel');
      outside.calendar.channel = 'open';
      return {};
    },
    async stopChannel() {
      enter('stopChannel');
      outside.calendar.channel = 'closed';
    },
    async writeCalendarEvent() {
      enter('writeCalendarEvent');
      outside.calendar.event = 'there';
    },
    async removeCalendarEvent() {
      enter('removeCalendarEvent');
      outside.calendar.event = 'taken_out';
    },
    async sendCalendarMail() {
      enter('sendCalendarMail');
      outside.messages.push('email calendar');
      return { sent: true };
    },
  };

  return {
    activities,
    outside,
    calls,
    breakDown,
    repair: (name: Name) => void faults.delete(name),
    /** The client's card is authorised, if the session can still be paid. */
    pay,
    /** The client pays in the very moment in which this activity begins. */
    payJustBefore: (name: Name) => void (paysBefore = name),
    bothJoin: () => void (outside.joined = { client: true, lawyer: true }),
  };
}

export type World = ReturnType<typeof createWorld>;

function line({ kind, recipient, minutesBefore }: MessageInput): string {
  return minutesBefore === undefined ? `${kind} ${recipient}` : `${kind} ${minutesBefore} ${recipient}`;
}

/** A refusal as the real activity throws it. */
export function refused(code: string): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message: code, nonRetryable: true });
}

/** Who takes part, by their ids. */
export const people = {
  client: '01930000-0000-7000-8000-000000000001',
  lawyer: '01930000-0000-7000-8000-000000000002',
  operator: '01930000-0000-7000-8000-000000000003',
} as const;

/** A booking of one hour, `noticeHours` from the server's now. */
export function bookingAt(
  now: number,
  noticeHours: number,
  changes: Partial<ConsultationInput> = {},
): ConsultationInput {
  return {
    consultationId: crypto.randomUUID(),
    consultationNumber: 'MJ-0123456789',
    receivedAt: now,
    by: { kind: 'client', id: people.client },
    clientId: people.client,
    lawyerId: people.lawyer,
    consultationType: 'video',
    startAt: now + noticeHours * hour,
    durationMinutes: 60,
    clientTimezone: 'Asia/Dubai',
    holdMinutes: 15,
    platformFeeBps: 1000,
    vatBps: 500,
    linkPatience: 'caller',
    ...changes,
  };
}
