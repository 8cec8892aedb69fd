import { WorkflowUpdateFailedError } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage } from '#test/rehearsal/stage.ts';
import type { Rehearsed, Stage } from '#test/rehearsal/stage.ts';
import { bookingAt, createWorld, people, refused } from '#test/rehearsal/world.ts';
import type { World } from '#test/rehearsal/world.ts';
import * as contract from './contract.ts';
import type { Decision } from './contract.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const byOperator = { kind: 'operator', id: people.operator } as const;

let stage: Stage;
beforeAll(async () => void (stage = await openStage()), 120_000);
afterAll(() => stage.close());

async function paid(world: World, noticeHours = 48): Promise<Rehearsed> {
  const c = await stage.start(world, bookingAt(await stage.now(), noticeHours));
  await c.booked;
  world.pay();
  await c.handle.signal(contract.paymentChanged, { eventId: 'evt_1' });
  return c;
}

async function untilAttention(c: Rehearsed, world: World): Promise<void> {
  for (let tries = 0; tries < 500 && world.outside.attentionReason === null; tries += 1)
    await stage.env.sleep(5 * minute);
  await c.view();
}

function resolve(c: Rehearsed, decision: Decision) {
  return c.handle.executeUpdate(contract.resolve, { args: [{ by: byOperator, decision }] });
}

function retry(c: Rehearsed) {
  return c.handle.executeUpdate(contract.retry, { args: [{ by: byOperator }] });
}

describe('a money step that has used up its patience', () => {
  it('waits for an operator, refuses everybody else, and goes on after retry', async () => {
    const world = createWorld();
    world.breakDown('capturePayment');
    await stage.play(
      world,
      async () => {
        const c = await paid(world);
        await untilAttention(c, world);
        expect(await c.view()).toMatchObject({
          status: 'payment_pending',
          waitingFor: 'An operator',
          attention: { reason: 'capture_stuck' },
        });
        const cancel = c.handle.executeUpdate(contract.cancel, {
          args: [{ by: { kind: 'client', id: people.client }, reasonCode: 'other' }],
        });
        await expect(cancel).rejects.toMatchObject({ cause: { type: 'needs_attention' } });
        world.repair('capturePayment');
        expect(await retry(c)).toMatchObject({ needsAttention: false });
        await c.until('confirmed', second);
      },
      'capture-stuck-retried',
    );
    expect(world.outside).toMatchObject({ payment: 'captured', attentionReason: null });
  });

  it('confirms nothing when the operator retries after the start', async () => {
    const world = createWorld();
    world.breakDown('capturePayment', Infinity, refused('broken'));
    await stage.play(world, async () => {
      const c = await paid(world, 3);
      await untilAttention(c, world);
      await stage.env.sleep(24 * hour);
      world.repair('capturePayment');
      await retry(c);
      await c.until('expired', second);
    });
    expect(world.outside.payment).toBe('voided');
    expect(world.outside.messages).toContain('email late_payment_returned client');
    expect(world.outside.messages).not.toContain('email confirmed lawyer');
  });

  it('gives the money back when the operator says so', async () => {
    const world = createWorld();
    world.breakDown('capturePayment', Infinity, refused('amount_too_large'));
    await stage.play(world, async () => {
      const c = await paid(world);
      await untilAttention(c, world);
      await resolve(c, 'refund');
      await c.until('cancelled', second);
    });
    expect(world.outside).toMatchObject({ payment: 'voided', status: 'cancelled' });
  });

  it('stays until somebody settles a refund by hand, with the status unchanged', async () => {
    const world = createWorld();
    world.breakDown('refundPayment', Infinity, refused('charge_disputed'));
    await stage.play(
      world,
      async () => {
        const c = await paid(world);
        await c.until('confirmed', second);
        await c.handle.executeUpdate(contract.cancel, { args: [{ by: byOperator, reasonCode: 'other' }] });
        await untilAttention(c, world);
        expect(await c.view()).toMatchObject({ status: 'cancelled', attention: { reason: 'refund_stuck' } });
        await stage.env.sleep(100 * hour);
        await resolve(c, 'handled');
        expect(await c.handle.result()).toBe('cancelled');
      },
      'refund-settled-by-hand',
    );
    expect(world.calls).toContain('recordRefundHandled');
  });

  it('takes no decision from anybody but an operator', async () => {
    const world = createWorld();
    world.breakDown('capturePayment', Infinity, refused('broken'));
    await stage.play(world, async () => {
      const c = await paid(world);
      await untilAttention(c, world);
      const forged = c.handle.executeUpdate(contract.retry, {
        args: [{ by: { kind: 'client', id: people.client } }],
      });
      await expect(forged).rejects.toBeInstanceOf(WorkflowUpdateFailedError);
      await expect(resolve(c, 'complete')).rejects.toMatchObject({ cause: { type: 'invalid_request' } });
      expect((await c.view()).attention).toBeDefined();
    });
  });
});

describe('a refund that the bank returns', () => {
  it('is for a person, never for a second card refund', async () => {
    const world = createWorld();
    await stage.play(
      world,
      async () => {
        const c = await paid(world);
        await c.until('confirmed', second);
        await c.handle.executeUpdate(contract.cancel, { args: [{ by: byOperator, reasonCode: 'other' }] });
        world.outside.refundFails = true;
        await c.handle.signal(contract.paymentChanged, { eventId: 'evt_refund_failed' });
        await untilAttention(c, world);
        expect(await c.view()).toMatchObject({ status: 'cancelled', attention: { reason: 'refund_failed' } });
        await resolve(c, 'handled');
        expect(await c.handle.result()).toBe('cancelled');
      },
      'refund-returned',
    );
    expect(world.calls.filter((name) => name === 'refundPayment')).toHaveLength(1);
  });
});

describe('a meeting that not both joined', () => {
  it('completes when an operator says that it took place', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await paid(world);
      await c.until('confirmed', second);
      await c.until('in_progress', hour);
      await untilAttention(c, world);
      expect(await c.view()).toMatchObject({
        status: 'in_progress',
        attention: { reason: 'missed_meeting' },
      });
      expect(await resolve(c, 'complete')).toEqual({ status: 'completed', needsAttention: false });
    });
    expect(world.outside.refunds.size).toBe(0);
  });

  it('is refunded in full when nobody decides for 48 hours', async () => {
    const world = createWorld();
    await stage.play(
      world,
      async () => {
        const c = await paid(world);
        await c.until('confirmed', second);
        await c.until('in_progress', hour);
        await untilAttention(c, world);
        expect(await c.handle.result()).toBe('cancelled');
      },
      'missed-meeting-refunded',
    );
    expect(world.outside.refunds).toEqual(new Map([['missed_meeting', 57_750]]));
    expect(world.outside.room).toBe('closed');
  });

  it('at the office counts as held a day after its end', async () => {
    const world = createWorld();
    await stage.play(
      world,
      async () => {
        const c = await stage.start(
          world,
          bookingAt(await stage.now(), 48, { consultationType: 'in_person' }),
        );
        await c.booked;
        world.pay();
        await c.handle.signal(contract.paymentChanged, { eventId: 'evt_1' });
        await c.until('completed', 6 * hour);
        expect(await c.handle.result()).toBe('completed');
      },
      'office-visit',
    );
    expect(world.calls).not.toContain('openRoom');
  });
});
