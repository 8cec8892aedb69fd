import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CalendarReading } from '#activities/contract.ts';
import { openStage } from '#test/rehearsal/stage.ts';
import type { Stage } from '#test/rehearsal/stage.ts';
import { createWorld, refused } from '#test/rehearsal/world.ts';
import type { World } from '#test/rehearsal/world.ts';
import { calendarChanged, calendarDisconnected } from './contract.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 240_000);
afterAll(() => stage.close());

const minute = 60_000;
const hour = 60 * minute;

function worldOf(...readings: CalendarReading[]): World {
  const world = createWorld();
  world.outside.calendar.readings = readings;
  return world;
}

const readingsIn = (world: World) => world.calls.filter((name) => name === 'syncCalendar').length;
const mailsIn = (world: World) => world.calls.filter((name) => name === 'sendCalendarMail').length;
const start = () => stage.startCalendarSync(crypto.randomUUID());

describe('a calendar', () => {
  it('is read at once, every ten minutes, and soon after it has changed, until it is taken away', async () => {
    const world = worldOf({ outcome: 'read', hasChannel: true });
    await stage.play(
      world,
      async () => {
        const handle = await start();
        await stage.env.sleep(minute);
        expect(readingsIn(world)).toBe(1);
        expect(world.outside.calendar.channel).toBe('open');
        await stage.env.sleep(hour);
        expect(readingsIn(world)).toBe(7);
        for (let pushes = 0; pushes < 5; pushes += 1)
          await handle.signal(calendarChanged, { reason: 'pushed' });
        await stage.env.sleep(minute);
        expect(readingsIn(world)).toBe(8);
        // Nobody is kept waiting who asks for it.
        await handle.signal(calendarChanged, { reason: 'pushed' });
        await handle.signal(calendarChanged, { reason: 'asked' });
        await stage.env.sleep(1000);
        expect(readingsIn(world)).toBe(9);
        await handle.signal(calendarDisconnected);
        expect(await handle.result()).toBe('disconnected');
      },
      'calendar-read',
    );
    expect(world.outside.calendar.channel).toBe('closed');
    expect(world.calls.filter((name) => name === 'renewChannel')).toHaveLength(2);
  });

  it('that is gone is read no more', async () => {
    const world = worldOf({ outcome: 'read' }, { outcome: 'gone' });
    await stage.play(world, async () => {
      const handle = await start();
      expect(await handle.result()).toBe('gone');
    });
    expect(world.calls).toEqual(['syncCalendar', 'syncCalendar', 'stopChannel']);
  });

  it('that fails is tried again, more slowly each time, and its owner is told when it is time', async () => {
    const failing: CalendarReading = { outcome: 'failing', failureCode: 'network' };
    const world = worldOf(failing, failing, failing, { ...failing, isToBeTold: true }, { outcome: 'read' });
    await stage.play(
      world,
      async () => {
        const handle = await start();
        await stage.env.sleep(30_000);
        expect(readingsIn(world)).toBe(1);
        // After one, two and four minutes; the one after that has to wait for eight.
        await stage.env.sleep(7 * minute);
        expect(readingsIn(world)).toBe(4);
        expect(mailsIn(world)).toBe(1);
        await stage.env.sleep(9 * minute);
        expect(readingsIn(world)).toBe(5);
        await handle.signal(calendarDisconnected);
        expect(await handle.result()).toBe('disconnected');
      },
      'calendar-failing',
    );
    expect(mailsIn(world)).toBe(1);
  });

  it('that needs its owner is left alone until it is connected again', async () => {
    const world = worldOf(
      { outcome: 'needs_reauth', failureCode: 'access_withdrawn', isToBeTold: true },
      { outcome: 'needs_reauth', failureCode: 'access_withdrawn' },
    );
    await stage.play(
      world,
      async () => {
        const handle = await start();
        await stage.env.sleep(5 * hour);
        expect(readingsIn(world)).toBe(1);
        expect(mailsIn(world)).toBe(1);
        world.outside.calendar.readings = [{ outcome: 'read' }];
        await handle.signal(calendarChanged, { reason: 'connected' });
        await stage.env.sleep(21 * minute);
        expect(readingsIn(world)).toBe(4);
      },
      'calendar-connected-again',
    );
  });

  it('is not asked before the provider wants to be asked', async () => {
    const world = worldOf();
    await stage.play(world, async () => {
      const nextAt = (await stage.now()) + 9 * minute;
      world.outside.calendar.readings = [
        { outcome: 'failing', failureCode: 'provider_busy', nextAt },
        { outcome: 'read' },
      ];
      await start();
      await stage.env.sleep(8 * minute);
      expect(readingsIn(world)).toBe(1);
      await stage.env.sleep(2 * minute);
      expect(readingsIn(world)).toBe(2);
    });
  });

  it('asks its owner about events that were deleted, about ten at a time', async () => {
    const deletedEvents = Array.from({ length: 12 }, () => crypto.randomUUID());
    const world = worldOf({ outcome: 'read', deletedEvents }, { outcome: 'read', deletedEvents: [] });
    await stage.play(
      world,
      async () => {
        await start();
        await stage.env.sleep(11 * minute);
      },
      'calendar-events-deleted',
    );
    expect(world.outside.messages).toEqual(Array(10).fill('email calendar_event_deleted lawyer'));
  });

  it('never ends as failed, whatever is down', async () => {
    const world = worldOf({
      outcome: 'read',
      hasChannel: true,
      isToBeTold: true,
      deletedEvents: [crypto.randomUUID()],
    });
    for (const name of [
      'syncCalendar',
      'renewChannel',
      'stopChannel',
      'sendEmail',
      'sendCalendarMail',
    ] as const)
      world.breakDown(
        name,
        name === 'syncCalendar' ? 40 : Infinity,
        name === 'renewChannel' ? refused('no') : undefined,
      );
    await stage.play(world, async () => {
      const handle = await start();
      await stage.env.sleep(3 * hour);
      expect((await handle.describe()).status.name).toBe('RUNNING');
      expect(readingsIn(world)).toBeGreaterThan(40);
      await handle.signal(calendarDisconnected);
      expect(await handle.result()).toBe('disconnected');
    });
  });

  it('goes on in a new run before its history is long, and is taken away in that one too', async () => {
    const world = worldOf({ outcome: 'read', hasChannel: true });
    await stage.play(world, async () => {
      const handle = await start();
      const { runId } = await handle.describe();
      await stage.env.sleep(20 * hour);
      const { runId: later, status } = await handle.describe();
      expect(status.name).toBe('RUNNING');
      expect(later).not.toBe(runId);
      expect(readingsIn(world)).toBeGreaterThan(115);
      await handle.signal(calendarDisconnected);
      expect(await stage.env.client.workflow.getHandle(handle.workflowId).result()).toBe('disconnected');
    });
  });
});
