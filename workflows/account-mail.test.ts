import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage } from '#test/rehearsal/stage.ts';
import type { Stage } from '#test/rehearsal/stage.ts';
import { createWorld } from '#test/rehearsal/world.ts';

const userId = '01a20d72-a795-79de-a0e0-b09abdb59258';

let stage: Stage;
beforeAll(async () => void (stage = await openStage()), 120_000);
afterAll(() => stage.close());

describe('the mail of a code', () => {
  it('goes out, and what Temporal keeps of it is whose it is and what for', async () => {
    const world = createWorld();
    await stage.play(
      world,
      async () => {
        const mail = await stage.startAccountMail({ userId, kind: 'verify_address' });
        expect(await mail.result()).toBe('sent');
        const whole = JSON.stringify((await mail.fetchHistory()).events);
        const kept = [...whole.matchAll(/"data":"([^"]*)"/g)].map(([, data = '']) =>
          Buffer.from(data, 'base64').toString(),
        );
        const input = JSON.stringify({ userId, kind: 'verify_address' });
        expect(kept).toEqual([
          input,
          '"Code for an address"',
          input,
          '"E-mail with the code"',
          '{"sent":true}',
          '"sent"',
        ]);
      },
      'address-code-mailed',
    );
    expect(world.outside.messages).toEqual(['email verify_address']);
  });

  it('is tried again while the provider is away', async () => {
    const world = createWorld();
    world.breakDown('sendAccountMail', 4);
    await stage.play(world, async () => {
      const mail = await stage.startAccountMail({ userId, kind: 'reset_password' });
      expect(await mail.result()).toBe('sent');
    });
    expect(world.outside.messages).toEqual(['email reset_password']);
    expect(world.calls).toHaveLength(5);
  });

  it('is given up after ten minutes, when the code has expired, without a failed workflow', async () => {
    const world = createWorld();
    world.breakDown('sendAccountMail');
    await stage.play(
      world,
      async () => {
        const startedAt = await stage.now();
        const mail = await stage.startAccountMail({ userId, kind: 'reset_password' });
        expect(await mail.result()).toBe('given_up');
        expect((await stage.now()) - startedAt).toBeLessThanOrEqual(11 * 60_000);
      },
      'reset-code-given-up',
    );
    expect(world.outside.messages).toEqual([]);
  });
});
