import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { expect, vi } from 'vitest';
import type { Database } from '#db/schema.ts';
import { workflowIdOf, blockingStatuses, canBecome, isTerminal } from '#domain/consultation.ts';
import { ledgerOf, messagesTo } from '#test/stories/sandbox.ts';
import type { Scene } from '#test/stories/scene.ts';
import { state } from '#workflows/contract.ts';

/**
 * What must hold after every fault, of all consultations since the scene was opened: in Postgres, in Temporal, and in the
 * books of the providers. Waits for what is still on its way.
 */
export async function expectInvariants(scene: Scene): Promise<void> {
  await vi.waitFor(
    async () => {
      await expectNoOverlaps(scene.db);
      await expectWorkflowsAgree(scene);
      await expectUnbrokenHistories(scene);
      await expectMoneyAccountedFor(scene);
      await expectMessagesOnce(scene);
    },
    { timeout: 60_000, interval: 500 },
  );
}

const consultationsOf = ({ db, openedAt }: Scene) =>
  db.selectFrom('consultation').where('createdAt', '>=', openedAt);

/** No time is sold twice, whatever became of the constraints that forbid it. */
async function expectNoOverlaps(db: Kysely<Database>): Promise<void> {
  const overlaps = await db
    .selectFrom('consultation as a')
    .innerJoin('consultation as b', (join) => join.onRef('a.id', '<', 'b.id'))
    .where('a.status', 'in', [...blockingStatuses])
    .where('b.status', 'in', [...blockingStatuses])
    .where(
      sql<boolean>`((a.lawyer_id = b.lawyer_id
          and tstzrange(a.start_at, a.block_end_at) && tstzrange(b.start_at, b.block_end_at))
        or (a.client_id = b.client_id and tstzrange(a.start_at, a.end_at) && tstzrange(b.start_at, b.end_at)))`,
    )
    .select(['a.id as one', 'b.id as other'])
    .execute();
  expect(overlaps).toEqual([]);
}

/** The row says what its workflow says, and each consultation has one workflow that did not fail. */
async function expectWorkflowsAgree(scene: Scene): Promise<void> {
  const rows = await consultationsOf(scene).select(['id', 'status', 'revision']).execute();
  for (const { id, status, revision } of rows) {
    const handle = scene.temporal.workflow.getHandle(workflowIdOf(id));
    const run = await handle.describe();
    if (run.status.name === 'RUNNING') {
      expect(await handle.query(state)).toMatchObject({ consultationId: id, status, revision });
    } else {
      expect([id, run.status.name, await handle.result()]).toEqual([id, 'COMPLETED', status]);
    }
  }
}

/** The event log has every revision once, and tells a life that the rules allow. */
async function expectUnbrokenHistories(scene: Scene): Promise<void> {
  const rows = await consultationsOf(scene).select(['id', 'status', 'revision']).execute();
  for (const { id, status, revision } of rows) {
    const events = await scene.db
      .selectFrom('consultationEvent')
      .where('consultationId', '=', id)
      .orderBy('revision')
      .selectAll()
      .execute();
    expect(events.map((event) => event.revision)).toEqual(
      Array.from({ length: revision }, (_, index) => index + 1),
    );
    expect(events.at(-1)?.toStatus).toBe(status);
    for (const [index, { fromStatus, toStatus }] of events.entries()) {
      expect(fromStatus).toBe(events[index - 1]?.toStatus ?? null);
      if (fromStatus !== null && fromStatus !== toStatus) {
        expect([id, fromStatus, toStatus, canBecome(fromStatus, toStatus)]).toEqual([
          id,
          fromStatus,
          toStatus,
          true,
        ]);
      }
    }
  }
}

/** Money that was kept belongs to a consultation that was confirmed; what the policy gives back went back, once. */
async function expectMoneyAccountedFor(scene: Scene): Promise<void> {
  const rows = await consultationsOf(scene).select(['id', 'status', 'confirmedAt']).execute();
  for (const { id, status, confirmedAt } of rows) {
    const { sessions, payments, refunds } = await ledgerOf(id);
    expect([id, sessions.length <= 1 && payments.length <= 1]).toEqual([id, true]);
    const captured = payments.reduce((sum, payment) => sum + payment.captured, 0);
    const refunded = refunds.reduce((sum, { amount }) => sum + amount, 0);
    expect(refunded).toBeLessThanOrEqual(captured);
    if (confirmedAt === null) expect([id, captured]).toEqual([id, refunded]);
    else if (status === 'cancelled') expect([id, refunded]).toEqual([id, await refundDue(scene, id)]);
    else expect([id, refunded]).toEqual([id, 0]);
    if (confirmedAt !== null) expect([id, captured > 0]).toEqual([id, true]);
    const reserved = payments.filter((payment) => payment.status === 'requires_capture');
    if (isTerminal(status)) expect([id, reserved]).toEqual([id, []]);
  }
}

/** What the cancellation promised. */
async function refundDue({ db }: Scene, id: string): Promise<number> {
  const { data } = await db
    .selectFrom('consultationEvent')
    .where('consultationId', '=', id)
    .where('toStatus', '=', 'cancelled')
    .where('fromStatus', '!=', 'cancelled')
    .select('data')
    .executeTakeFirstOrThrow();
  return Number(data['refundMinor']);
}

/** One notification for each reason, side, channel and move, and of text messages no more than one reached the phone. */
async function expectMessagesOnce(scene: Scene): Promise<void> {
  const repeated = await scene.db
    .selectFrom('notification')
    .groupBy(['consultationId', 'kind', 'recipient', 'channel', 'sequence'])
    .having((eb) => eb(eb.fn.countAll(), '>', 1))
    .select(['consultationId', 'kind', 'recipient', 'channel'])
    .execute();
  expect(repeated).toEqual([]);
  const texted = await scene.db
    .selectFrom('notification')
    .innerJoin('appUser', 'appUser.id', 'notification.userId')
    .where('notification.createdAt', '>=', scene.openedAt)
    .where('channel', '=', 'sms')
    .where('phone', 'is not', null)
    .distinct()
    .select('phone')
    .execute();
  for (const { phone } of texted) {
    const texts = (await messagesTo(phone ?? '')).map(({ text }) => text);
    expect(texts).toEqual([...new Set(texts)]);
  }
}
