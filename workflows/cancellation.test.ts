import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage } from '#test/rehearsal/stage.ts';
import type { Rehearsed, Stage } from '#test/rehearsal/stage.ts';
import { bookingAt, createWorld, people } from '#test/rehearsal/world.ts';
import type { World } from '#test/rehearsal/world.ts';
import * as contract from './contract.ts';
import type { CancelCommand } from './contract.ts';

const second = 1_000;
const hour = 3_600 * second;
const byClient = { kind: 'client', id: people.client } as const;
const byOperator = { kind: 'operator', id: people.operator } as const;

let stage: Stage;
beforeAll(async () => void (stage = await openStage()), 120_000);
afterAll(() => stage.close());

async function confirmed(world: World, noticeHours = 240): Promise<Rehearsed & { startAt: number }> {
  const input = bookingAt(await stage.now(), noticeHours);
  const c = await stage.start(world, input);
  await c.booked;
  world.pay();
  await c.handle.signal(contract.paymentChanged, { eventId: 'evt_1' });
  await c.until('confirmed', second);
  return { ...c, startAt: input.startAt };
}

function cancel(c: Rehearsed, order: Partial<CancelCommand> = {}) {
  return c.handle.executeUpdate(contract.cancel, {
    args: [{ by: byClient, reasonCode: 'schedule', ...order }],
  });
}

/** The code with which an update was refused. */
async function refusalOf(update: Promise<unknown>): Promise<string | null | undefined> {
  try {
    await update;
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError && error.cause !== undefined && 'type' in error.cause) {
      return String(error.cause.type);
    }
    throw error;
  }
  return undefined;
}

describe('cancelling under the standard policy, confirmed long before', () => {
  it.each([
    { notice: '24:00:00', seconds: 24 * 3600, refund: 57_751 },
    { notice: '23:59:59', seconds: 24 * 3600 - 1, refund: 28_876 },
    { notice: '2:00:00', seconds: 2 * 3600, refund: 28_876 },
    { notice: '1:59:59', seconds: 2 * 3600 - 1, refund: 0 },
  ])('$notice before the start gives back $refund of 57751', async ({ seconds, refund }) => {
    const world = createWorld({ totalPriceMinor: 57_751 });
    await stage.play(world, async () => {
      const c = await confirmed(world);
      const receivedAt = c.startAt - seconds * second;
      await stage.env.sleep(receivedAt - (await stage.now()) + second);
      expect(await cancel(c, { receivedAt })).toEqual({ status: 'cancelled', refundMinor: refund });
      expect(await c.handle.result()).toBe('cancelled');
    });
    expect([...world.outside.refunds.values()].reduce((sum, amount) => sum + amount, 0)).toBe(refund);
    expect(world.outside.messages.filter((line) => line.startsWith('email cancelled'))).toHaveLength(2);
    expect(world.outside.messages).not.toContain('email reminder 60 client');
  });
});

describe('cancelling', () => {
  it('does nothing when the refund is not the one that was shown', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await confirmed(world);
      expect(await refusalOf(cancel(c, { expectedRefundMinor: 1 }))).toBe('quote_changed');
      expect((await c.view()).status).toBe('confirmed');
      // However often it is asked, the history does not grow: a workflow takes two thousand updates, and no more.
      const { events } = await c.handle.fetchHistory();
      const accepted = events?.map((event) => event.workflowExecutionUpdateAcceptedEventAttributes);
      const names = accepted?.flatMap((update) => update?.acceptedRequest?.input?.name ?? []);
      expect(names).toEqual(['book']);
    });
    expect(world.outside.refunds.size).toBe(0);
  });

  it.each<[what: string, order: object]>([
    ['a reason that is a sentence', { reasonCode: 'Mrs Haddad is in hospital' }],
    ['a reason that Postgres cannot keep', { reasonCode: 'other\u0000' }],
    ['somebody who is nobody here', { by: { kind: 'client', id: 'crm-4711' } }],
    ['no instant', { receivedAt: 'yesterday' }],
    ['half a fils', { expectedRefundMinor: 0.5 }],
    ['a remark instead of its key', { noteId: 'I am abroad' }],
  ])('refuses %s, and takes the next order', async (_what, order) => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await confirmed(world);
      expect(await refusalOf(cancel(c, order))).toBe('invalid_request');
      const noteId = `cancel-${randomUUID()}`;
      expect(await cancel(c, { noteId })).toMatchObject({ status: 'cancelled' });
      expect(world.outside.changes.at(-1)).toMatchObject({ to: 'cancelled', data: { noteId } });
    });
  });

  it('by a signal with a sentence for a reason does nothing', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await confirmed(world);
      await c.handle.signal('cancelRequested', { reasonCode: 'Mrs Haddad is in hospital' });
      await stage.env.sleep(second);
      expect((await c.view()).status).toBe('confirmed');
      expect(await cancel(c)).toMatchObject({ status: 'cancelled' });
    });
  });

  it('before the payment ends the session first and keeps no money', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await stage.start(world, bookingAt(await stage.now(), 48));
      await c.booked;
      expect(await cancel(c)).toMatchObject({ status: 'cancelled' });
    });
    expect(world.outside.payment).toBe('expired');
  });

  it('before the payment voids a payment that came first', async () => {
    const world = createWorld();
    await stage.play(
      world,
      async () => {
        const c = await stage.start(world, bookingAt(await stage.now(), 48));
        await c.booked;
        world.pay();
        expect(await cancel(c)).toMatchObject({ status: 'cancelled' });
      },
      'cancelled-unpaid',
    );
    expect(world.outside).toMatchObject({ payment: 'voided', status: 'cancelled' });
  });

  it('twice at once refunds once and refuses the second', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await confirmed(world);
      const answers = await Promise.allSettled([cancel(c), cancel(c)]);
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await refusalOf(cancel(c))).toBe('invalid_state');
    });
    expect(world.outside.refunds).toEqual(new Map([['cancelled', 57_750]]));
  });

  it('is not for the parties once the meeting has begun', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await confirmed(world);
      await c.until('in_progress', 24 * hour);
      expect(await refusalOf(cancel(c))).toBe('invalid_state');
    });
  });

  it('by signal counts as cancelled by the client', async () => {
    const world = createWorld();
    await stage.play(
      world,
      async () => {
        const c = await confirmed(world);
        await c.handle.signal(contract.cancelRequested, {});
        await c.until('cancelled', second);
      },
      'cancelled-by-signal',
    );
    expect(world.outside.changes.find(({ kind }) => kind === 'cancelled')).toMatchObject({
      cancelledBy: 'client',
    });
  });
});

describe('Request Cancellation in the Temporal UI', () => {
  it('before the start cancels by the operator with everything back, and the workflow completes', async () => {
    const world = createWorld();
    await stage.play(
      world,
      async () => {
        const c = await confirmed(world, 3);
        await stage.env.sleep(2 * hour);
        await c.handle.cancel();
        expect(await c.handle.result()).toBe('cancelled');
      },
      'cancelled-from-temporal',
    );
    expect(world.outside.refunds).toEqual(new Map([['cancelled', 57_750]]));
    expect(world.outside.changes.find(({ kind }) => kind === 'cancelled')).toMatchObject({
      cancelledBy: 'operator',
    });
  });

  it('during the meeting asks for a decision and goes on', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await confirmed(world);
      await c.until('in_progress', 24 * hour);
      await c.handle.cancel();
      await stage.env.sleep(second);
      expect(await c.view()).toMatchObject({
        status: 'in_progress',
        attention: { reason: 'cancel_requested' },
      });
      const order = { by: byOperator, decision: 'complete' } as const;
      expect(await c.handle.executeUpdate(contract.resolve, { args: [order] })).toMatchObject({
        status: 'completed',
      });
      expect(await c.handle.result()).toBe('completed');
    });
    expect(world.outside.refunds.size).toBe(0);
  });

  it('after the end changes nothing', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await confirmed(world);
      await cancel(c);
      await c.handle.cancel();
      expect(await c.handle.result()).toBe('cancelled');
    });
    expect(world.outside.refunds.size).toBe(1);
  });
});

describe('the instant of the confirmation', () => {
  it('is the one that the row says, however long writing it took', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await stage.start(world, bookingAt(await stage.now(), 3));
      await c.booked;
      world.pay();
      world.breakDown('recordChange', 1);
      await c.handle.signal(contract.paymentChanged, { eventId: 'evt_1' });
      await c.until('confirmed', second);
      const confirmedAt = world.outside.changes.find(({ to }) => to === 'confirmed')?.at ?? 0;
      expect(await cancel(c, { receivedAt: confirmedAt })).toMatchObject({ refundMinor: 28_875 });
    });
  });
});
