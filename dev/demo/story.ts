import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import T from 'typebox';
import { Parse } from 'typebox/value';
import type { Say } from '#dev/progress.ts';
import {
  Booked,
  Cancelled,
  type Consultation,
  Directory,
  Joined,
  Prices,
  Quote,
  Shown,
  Slots,
} from './answers.ts';
import type { Person } from './person.ts';
import type { SandboxControl, SentMessage } from './sandbox.ts';

export interface Stage {
  client: Person;
  lawyer: Person;
  sandbox: SandboxControl;
  publicUrl: string;
  say: Say;
}

const MINUTE_MS = 60_000;
/** With less ahead, the reminder three minutes before would fall into the time of paying. */
const AHEAD_MS = 200_000;

/** The lawyer whose consultations last five minutes, and can be had at once. */
export async function findQuickLawyer({ client }: Stage): Promise<{ id: string; name: string }> {
  const { data } = await client.get('/api/lawyers?consultationType=video&limit=100', Directory);
  for (const { id, name } of data) {
    const prices = await client.get(`/api/lawyers/pricing?lawyerId=${id}`, Prices);
    const isQuick = prices.data.some((one) => one.consultationType === 'video' && one.durations.includes(5));
    if (isQuick) return { id, name: name.en };
  }
  throw new Error('No lawyer offers five minutes by video. Were the demo data loaded?');
}

/** The first free start that is far enough ahead. */
export async function firstSlot({ client }: Stage, lawyerId: string, aheadMs = AHEAD_MS): Promise<string> {
  const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const from = Date.now() + aheadMs;
  // A day more on both sides: the dates are the lawyer's.
  const query = `startDate=${dateOf(from - 1440 * MINUTE_MS)}&endDate=${dateOf(from + 1440 * MINUTE_MS)}&consultationType=video&durationMinutes=5`;
  const { slots } = await client.get(`/api/lawyers/${lawyerId}/availability/slots?${query}`, Slots);
  const slot = slots.find(({ startTime, available }) => available && Date.parse(startTime) >= from);
  if (!slot) throw new Error('The lawyer has no free time.');
  return slot.startTime;
}

/** Books and pays, and waits until the consultation is confirmed. */
export async function bookAndPay(stage: Stage, lawyerId: string, scheduledAt: string): Promise<Consultation> {
  const { client, sandbox, say, publicUrl } = stage;
  const { consultation } = await client.post('/api/consultations', {
    body: {
      lawyerId,
      consultationType: 'video',
      scheduledAt,
      durationMinutes: 5,
      clientTimezone: 'Asia/Dubai',
    },
    headers: { 'idempotency-key': randomUUID() },
    answers: Booked,
  });
  say(
    `Booked ${consultation.consultationNumber}: the time is held until ${clock(consultation.holdExpiresAt)}.`,
  );
  say(`  its page       ${publicUrl}/consultations/${consultation.id}`);
  say(
    `  its workflow   ${publicUrl}/operations/temporal/namespaces/default/workflows/consultation-${consultation.id}`,
  );
  const paymentUrl = await until('the payment page', 30_000, async () => {
    return consultation.paymentUrl ?? (await shown(client, consultation.id)).paymentUrl ?? undefined;
  });
  say(`  to pay         ${paymentUrl}`);
  await sandbox.pay(paymentUrl);
  await client.post(`/api/consultations/${consultation.id}/payment/check`, { answers: T.Unknown() });
  await untilStatus(stage, consultation.id, 'confirmed', 30_000);
  say(
    `Paid ${money(consultation.totalPrice, consultation.currency)}; confirmed for ${clock(consultation.scheduledAt)}.`,
  );
  return consultation;
}

/** Asks what a cancellation gives back, cancels, and waits for the money. */
export async function cancelForRefund(stage: Stage, { id, consultationNumber }: Consultation): Promise<void> {
  const { client, say } = stage;
  const quote = await client.get(`/api/consultations/${id}/cancellation`, Quote);
  say(`Cancelling ${consultationNumber} gives back ${money(quote.refund, quote.currency)} (${quote.rule}).`);
  await client.post(`/api/consultations/${id}/cancel`, {
    body: { reasonCode: 'schedule', expectedRefund: quote.refund },
    headers: { 'idempotency-key': randomUUID() },
    answers: Cancelled,
  });
  await until('the refund', 60_000, async () => {
    const { status, payment } = await shown(client, id);
    return status === 'cancelled' && payment?.refunded === quote.refund ? true : undefined;
  });
  say(`Cancelled, and ${money(quote.refund, quote.currency)} are back.`);
}

/** Waits for a message that came after `since` and speaks of this consultation; prints what else arrives. */
export async function awaitReminder(stage: Stage, { scheduledAt }: Consultation): Promise<void> {
  const { client, sandbox, say } = stage;
  const dueAt = Date.parse(scheduledAt) - 3 * MINUTE_MS;
  say(`Waiting for the reminder at ${clock(new Date(dueAt).toISOString())} …`);
  const reminder = await until('the reminder', dueAt - Date.now() + 60_000, async () => {
    const messages = await sandbox.messagesTo(client.email);
    return messages.find(({ at }) => Date.parse(at) >= dueAt);
  });
  say(`Reminded: ${titleOf(reminder)}`);
}

/** Both come into the room, each with a token of their own. */
export async function meet(stage: Stage, consultation: Consultation): Promise<void> {
  const { client, lawyer, sandbox, say } = stage;
  const startsAt = Date.parse(consultation.scheduledAt);
  say(`Waiting for the start at ${clock(consultation.scheduledAt)} …`);
  await pause(Math.max(0, startsAt - Date.now()));
  for (const person of [client, lawyer]) {
    const { token } = await person.post('/api/video/meetings', {
      body: { consultationId: consultation.id },
      answers: Joined,
    });
    const { identity, room } = admissionOf(token);
    await until('the room', 60_000, () =>
      sandbox.join(room, identity).then(
        () => true,
        () => undefined,
      ),
    );
    say(`${person.email} has joined.`);
  }
  await untilStatus(stage, consultation.id, 'in_progress', 60_000);
  say(`They talk until ${clock(new Date(startsAt + 5 * MINUTE_MS).toISOString())} …`);
  await untilStatus(stage, consultation.id, 'completed', startsAt + 5 * MINUTE_MS - Date.now() + 60_000);
  say('Completed.');
}

const Admission = T.Object({
  grants: T.Object({ identity: T.String(), video: T.Object({ room: T.String() }) }),
});

/** What a token for video admits to. Its middle part is plain to read; only its signature needs a secret. */
function admissionOf(token: string): { identity: string; room: string } {
  const { grants } = Parse(
    Admission,
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()),
  );
  return { identity: grants.identity, room: grants.video.room };
}

async function shown(client: Person, id: string) {
  return (await client.get(`/api/consultations/${id}`, Shown)).consultation;
}

async function untilStatus({ client }: Stage, id: string, status: string, withinMs: number): Promise<void> {
  await until(`the status ${status}`, withinMs, async () => {
    const consultation = await shown(client, id);
    if (consultation.needsAttention)
      throw new Error('The consultation needs attention; the page of the operator says why.');
    return consultation.status === status ? true : undefined;
  });
}

async function until<Value>(
  what: string,
  withinMs: number,
  look: () => Promise<Value | undefined>,
): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`${what} did not come in time`);
    await pause(1_000);
  }
}

function titleOf({ channel, subject, text }: SentMessage): string {
  return `${channel}: ${subject ?? text.split('\n')[0] ?? ''}`;
}

function money(minor: number, currency: string): string {
  return new Intl.NumberFormat('en-AE', { style: 'currency', currency }).format(minor / 100);
}

function clock(instant: string): string {
  const parts = { weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'Asia/Dubai' }).format(new Date(instant));
}
