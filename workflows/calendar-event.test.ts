import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage } from '#test/rehearsal/stage.ts';
import type { Stage } from '#test/rehearsal/stage.ts';
import { bookingAt, createWorld, people } from '#test/rehearsal/world.ts';
import type { World } from '#test/rehearsal/world.ts';
import { cancel, paymentChanged } from './contract.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 240_000);
afterAll(() => stage.close());

const second = 1000;
const hour = 3_600_000;

async function paid(world: World) {
  const c = await stage.start(world, bookingAt(await stage.now(), 48));
  await c.booked;
  world.pay();
  await c.handle.signal(paymentChanged, { eventId: 'evt_1' });
  await c.until('confirmed', second);
  return c;
}

const byLawyer = { by: { kind: 'lawyer', id: people.lawyer }, reasonCode: 'unavailable' } as const;

describe("the event in the lawyer's calendar", () => {
  it('appears when the consultation is confirmed, and stays when it took place', async () => {
    const world = createWorld();
    await stage.play(
      world,
      async () => {
        const c = await paid(world);
        world.bothJoin();
        expect(await c.handle.result()).toBe('completed');
      },
      'calendar-event-kept',
    );
    expect(world.outside.calendar.event).toBe('there');
    expect(world.calls.filter((name) => name === 'writeCalendarEvent')).toHaveLength(1);
  });

  it('disappears when the consultation is cancelled', async () => {
    const world = createWorld();
    await stage.play(
      world,
      async () => {
        const c = await paid(world);
        await c.handle.executeUpdate(cancel, { args: [byLawyer] });
        expect(await c.handle.result()).toBe('cancelled');
      },
      'calendar-event-taken-out',
    );
    expect(world.outside.calendar.event).toBe('taken_out');
  });

  it('disappears when nobody came and everything was refunded', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await paid(world);
      expect(await c.handle.result()).toBe('cancelled');
    });
    expect(world.outside.calendar.event).toBe('taken_out');
  });

  it('is none for what was never confirmed', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await stage.start(world, bookingAt(await stage.now(), 48));
      await c.booked;
      expect(await c.handle.result()).toBe('expired');
    });
    expect(world.calls.filter((name) => /CalendarEvent/.test(name))).toEqual([]);
  });

  it('holds nothing up while the calendar is away, and is given up after a day', async () => {
    const world = createWorld();
    world.breakDown('writeCalendarEvent');
    await stage.play(world, async () => {
      const c = await paid(world);
      await stage.env.sleep(30 * hour);
      const tries = world.calls.filter((name) => name === 'writeCalendarEvent').length;
      expect(tries).toBeGreaterThan(100);
      world.bothJoin();
      expect(await c.handle.result()).toBe('completed');
      expect(world.calls.filter((name) => name === 'writeCalendarEvent')).toHaveLength(tries);
    });
    expect(world.outside.messages).toContain('email confirmed lawyer');
  });
});
