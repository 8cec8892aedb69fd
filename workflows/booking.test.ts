import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage } from '#test/rehearsal/stage.ts';
import type { Stage } from '#test/rehearsal/stage.ts';
import { bookingAt, createWorld, refused } from '#test/rehearsal/world.ts';
import * as contract from './contract.ts';

const second = 1_000;
const minute = 60 * second;

let stage: Stage;
beforeAll(async () => void (stage = await openStage()), 120_000);
afterAll(() => stage.close());

describe('booking', () => {
  it('holds, is paid, reminds, meets and completes, and tells both sides once', async () => {
    const world = createWorld();
    await stage.play(
      world,
      async () => {
        const c = await stage.start(world, bookingAt(await stage.now(), 48));
        expect(await c.booked).toMatchObject({ status: 'payment_pending' });
        expect(world.pay()).toBe(true);
        await c.handle.signal(contract.paymentChanged, { eventId: 'evt_1' });
        await c.until('confirmed', second);
        await c.until('in_progress', 60 * minute);
        expect(world.outside.room).toBe('open');
        world.bothJoin();
        await c.until('completed', 10 * minute);
        expect(await c.handle.result()).toBe('completed');
      },
      'completed',
    );
    expect(world.outside).toMatchObject({ status: 'completed', payment: 'captured', room: 'closed' });
    expect(world.outside.messages.toSorted()).toEqual(
      ['confirmed', 'reminder 1440', 'reminder 60']
        .flatMap((kind) =>
          ['client', 'lawyer'].flatMap((who) => [`email ${kind} ${who}`, `sms ${kind} ${who}`]),
        )
        .toSorted(),
    );
  });

  it('answers the loser with the refusal and leaves nothing behind', async () => {
    const world = createWorld();
    world.breakDown('holdSlot', Infinity, refused('slot_taken'));
    await stage.play(
      world,
      async () => {
        const c = await stage.start(world, bookingAt(await stage.now(), 48));
        await expect(c.booked).rejects.toMatchObject({ cause: { type: 'slot_taken' } });
        expect(await c.handle.result()).toBe('rejected');
      },
      'rejected',
    );
    expect(world.calls).not.toContain('openCheckout');
    expect(world.calls).not.toContain('recordChange');
  });

  it('frees what may have been taken when the database does not answer', async () => {
    const world = createWorld();
    world.breakDown('holdSlot');
    await stage.play(world, async () => {
      const c = await stage.start(world, bookingAt(await stage.now(), 48));
      await expect(c.booked).rejects.toMatchObject({ cause: { type: 'temporarily_unavailable' } });
      expect(await c.handle.result()).toBe('rejected');
    });
    expect(world.calls).toContain('abandonHold');
  });

  it('answers without a link when Stripe is slow and nobody else ends the wait, and opens the checkout later', async () => {
    const world = createWorld();
    world.breakDown('openCheckout', 5);
    await stage.play(world, async () => {
      const { linkPatience: _, ...booking } = bookingAt(await stage.now(), 48);
      const c = await stage.start(world, booking);
      await stage.env.sleep('10s');
      expect(await c.booked).toMatchObject({ status: 'payment_pending' });
      expect(world.outside.payment).toBe('none');
      await stage.env.sleep('2m');
      expect(world.outside.payment).toBe('open');
    });
  });

  it('waits for a link that comes late when its caller is patient', async () => {
    const world = createWorld();
    world.breakDown('openCheckout', 5);
    await stage.play(
      world,
      async () => {
        const c = await stage.start(world, bookingAt(await stage.now(), 48));
        await stage.env.sleep('2m');
        expect(await c.booked).toMatchObject({ status: 'payment_pending' });
        expect(world.outside.payment).toBe('open');
      },
      'late-link-waited-for',
    );
  });
});

describe('a payment without any webhook', () => {
  it('is found by asking, at most 185 seconds later', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await stage.start(world, bookingAt(await stage.now(), 48));
      await c.booked;
      await stage.env.sleep('125s');
      world.pay();
      const paidAt = await stage.now();
      await c.until('confirmed', second);
      expect((await stage.now()) - paidAt).toBeLessThanOrEqual(185_000);
    });
  });
});

describe('the end of the hold', () => {
  it('expires unpaid and keeps no money', async () => {
    const world = createWorld();
    await stage.play(
      world,
      async () => {
        const c = await stage.start(world, bookingAt(await stage.now(), 48));
        await c.booked;
        expect(await c.handle.result()).toBe('expired');
      },
      'expired',
    );
    expect(world.outside).toMatchObject({ status: 'expired', payment: 'expired', messages: [] });
  });

  it('confirms when Stripe says that the payment was first', async () => {
    const world = createWorld();
    world.breakDown('checkPayment');
    world.payJustBefore('expireCheckout');
    await stage.play(world, async () => {
      const c = await stage.start(world, bookingAt(await stage.now(), 48));
      await c.booked;
      await c.until('confirmed', 5 * minute);
    });
    expect(world.outside.payment).toBe('captured');
  });

  it('gives back money that it learns of only after the start', async () => {
    const world = createWorld();
    world.breakDown('checkPayment');
    world.payJustBefore('expireCheckout');
    await stage.play(
      world,
      async () => {
        const c = await stage.start(world, bookingAt(await stage.now(), 0.2));
        await c.booked;
        await c.until('expired', minute);
      },
      'paid-too-late',
    );
    expect(world.outside).toMatchObject({ payment: 'voided' });
    expect(world.outside.messages).toContain('email late_payment_returned client');
  });

  it('returns money that arrives after the slot was freed', async () => {
    const world = createWorld();
    await stage.play(
      world,
      async () => {
        const c = await stage.start(world, bookingAt(await stage.now(), 48));
        await c.booked;
        await c.until('expired', minute);
        world.outside.payment = 'authorised';
        await c.handle.signal(contract.paymentChanged, { eventId: 'evt_late' });
        expect(await c.handle.result()).toBe('expired');
      },
      'late-payment-returned',
    );
    expect(world.outside.payment).toBe('voided');
  });

  it('refunds what was captured for nothing once, however often it is hinted', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await stage.start(world, bookingAt(await stage.now(), 48));
      await c.booked;
      await c.until('expired', minute);
      world.outside.payment = 'captured';
      for (const eventId of ['evt_1', 'evt_2', 'evt_3']) {
        await c.handle.signal(contract.paymentChanged, { eventId });
        await stage.env.sleep(minute);
      }
    });
    expect(world.calls.filter((name) => name === 'refundPayment')).toHaveLength(1);
    expect(
      world.outside.messages.filter((line) => line === 'email late_payment_returned client'),
    ).toHaveLength(1);
  });

  it('frees the slot of a checkout that was never seen, and ends its session beside it', async () => {
    const world = createWorld();
    world.breakDown('openCheckout');
    await stage.play(
      world,
      async () => {
        const c = await stage.start(world, bookingAt(await stage.now(), 48));
        await c.until('expired', minute);
        expect(await c.booked).toMatchObject({ status: 'expired' });
        expect(await c.handle.result()).toBe('expired');
      },
      'unseen-checkout',
    );
    expect(world.outside.payment).toBe('expired');
  });
});
