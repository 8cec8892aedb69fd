import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage } from '#test/rehearsal/stage.ts';
import type { Rehearsed, Stage } from '#test/rehearsal/stage.ts';
import { bookingAt, createWorld } from '#test/rehearsal/world.ts';
import type { World } from '#test/rehearsal/world.ts';
import * as contract from './contract.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

let stage: Stage;
beforeAll(async () => void (stage = await openStage()), 120_000);
afterAll(() => stage.close());

async function inProgress(world: World): Promise<Rehearsed> {
  const c = await stage.start(world, bookingAt(await stage.now(), 48));
  await c.booked;
  world.pay();
  await c.handle.signal(contract.paymentChanged, { eventId: 'evt_1' });
  await c.until('confirmed', second);
  await c.until('in_progress', hour);
  return c;
}

describe('the room', () => {
  it('is opened anew when the provider ended it while the consultation is on', async () => {
    const world = createWorld();
    await stage.play(world, async () => {
      const c = await inProgress(world);
      world.outside.room = 'closed';
      await c.handle.signal(contract.meetingChanged, { eventId: 'room-ended' });
      await stage.env.sleep(second);
      await c.view();
      expect(world.outside.room).toBe('open');
    });
  });

  it('is tried for as long as anybody may join', async () => {
    const world = createWorld();
    world.breakDown('openRoom');
    await stage.play(world, async () => {
      const c = await inProgress(world);
      world.repair('openRoom');
      await stage.env.sleep(2 * minute);
      await c.view();
      expect(world.outside.room).toBe('open');
    });
  });

  it('is looked into once at a time, however often people come and go, and once more after the last', async () => {
    const world = createWorld();
    const looks = () => world.calls.filter((name) => name === 'readPresence').length;
    await stage.play(
      world,
      async () => {
        const c = await inProgress(world);
        for (let event = 0; event < 200; event += 1)
          await c.handle.signal(contract.meetingChanged, { eventId: `evt_${event}` });
        await stage.env.sleep(minute);
        // One at once, one after each pause of 15 seconds in which somebody came or went.
        expect(looks()).toBeGreaterThan(0);
        expect(looks()).toBeLessThanOrEqual(5);

        const before = looks();
        await c.handle.signal(contract.meetingChanged, { eventId: 'evt_later' });
        await stage.env.sleep(30 * second);
        expect(looks()).toBe(before + 1);
        world.bothJoin();
        await c.until('completed', 10 * minute);
      },
      'room-come-and-gone',
    );
    expect(world.calls.filter((name) => name === 'openRoom')).toHaveLength(1);
  });
});
