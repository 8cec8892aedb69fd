import { randomUUID } from 'node:crypto';
import { WorkflowNotFoundError } from '@temporalio/client';
import { expect, vi } from 'vitest';
import { bookingIdentity } from '#api/booking/booking-identity.ts';
import { workflowIdOf } from '#domain/consultation.ts';
import { killPart, startPart } from '#test/setup/parts.ts';
import type { PartName } from '#test/setup/parts.ts';
import { startIn, wishOf } from '#test/stories/bookings.ts';
import type { Wish } from '#test/stories/bookings.ts';
import { ask } from '#test/stories/http.ts';
import type { Answer } from '#test/stories/http.ts';
import { createClient, createLawyer } from '#test/stories/people.ts';
import type { LawyerPerson, Person } from '#test/stories/people.ts';
import { ledgerOf } from '#test/stories/sandbox.ts';
import type { Ledger } from '#test/stories/sandbox.ts';
import type { Scene } from '#test/stories/scene.ts';

/** Long enough for a part to come back on a busy machine, and for what was lost with it to be tried again. */
export const patienceMs = 90_000;

/** A booking that a test is about to send, perhaps more than once. */
export interface Attempt {
  client: Person;
  lawyer: LawyerPerson;
  wish: Wish;
  key: string;
  /** Known before it is sent: it is made from the caller and the key. */
  id: string;
}

/** Somebody new who wants an hour of somebody new. */
export async function newAttempt({ db }: Scene, hoursAhead = 48): Promise<Attempt> {
  const [client, lawyer] = [await createClient(db), await createLawyer(db)];
  return attemptOf(client, lawyer, wishOf(lawyer, startIn(hoursAhead)));
}

export function attemptOf(client: Person, lawyer: LawyerPerson, wish: Wish): Attempt {
  const key = randomUUID();
  const id = bookingIdentity(`user:${client.userId}`, key).consultationId;
  return { client, lawyer, wish, key, id };
}

/** Kills a part, and starts it again afterwards, however that goes: the next test needs it. */
export async function whileDown<T>(part: PartName, run: () => Promise<T>): Promise<T> {
  await killPart(part);
  try {
    return await run();
  } finally {
    await startPart(part);
  }
}

/** Asks without a pause: the moment after the hold's commit is short. */
export async function untilHeld({ db }: Scene, id: string): Promise<void> {
  await vi.waitFor(
    () => db.selectFrom('consultation').where('id', '=', id).select('id').executeTakeFirstOrThrow(),
    { timeout: patienceMs, interval: 1 },
  );
}

export async function untilLedger(id: string, check: (ledger: Ledger) => void): Promise<void> {
  await vi.waitFor(async () => check(await ledgerOf(id)), { timeout: patienceMs, interval: 20 });
}

/** Whether Temporal has a workflow of this consultation. */
export async function hasWorkflow({ temporal }: Scene, id: string): Promise<boolean> {
  try {
    await temporal.workflow.getHandle(workflowIdOf(id)).describe();
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** Until the link of the checkout is written down, an attempt to open it may still be under way. */
async function untilLinked(db: Scene['db'], id: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const payment = db.selectFrom('payment').where('consultationId', '=', id).select('checkoutUrl');
      expect((await payment.executeTakeFirst())?.checkoutUrl).toBeTypeOf('string');
    },
    { timeout: patienceMs, interval: 100 },
  );
}

/** One row, one workflow that never had a second run, one Checkout Session. */
export async function expectBookedOnce({ db, temporal }: Scene, { client, id }: Attempt): Promise<void> {
  const rows = await db
    .selectFrom('consultation')
    .where('clientId', '=', client.userId)
    .select('id')
    .execute();
  expect(rows).toEqual([{ id }]);
  await untilLinked(db, id);
  expect((await ledgerOf(id)).sessions).toHaveLength(1);
  const query = `WorkflowId = '${workflowIdOf(id)}'`;
  await vi.waitFor(async () => expect((await temporal.workflow.count(query)).count).toBe(1), {
    timeout: patienceMs,
    interval: 200,
  });
}

export function cancel(party: Person, id: string): Promise<Answer> {
  return ask('POST', `/api/consultations/${id}/cancel`, {
    by: party,
    body: { reasonCode: 'schedule' },
    headers: { 'idempotency-key': randomUUID() },
  });
}
