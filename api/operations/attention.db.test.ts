import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hours } from '#domain/instant.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleClient, sampleNow } from '#test/setup/sample-rows.ts';
import { openStage } from '#api/stage.ts';
import type { Stage } from '#api/stage.ts';

let stage: Stage;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  stage = await openStage(database.url, sampleNow);
});
afterAll(async () => {
  await stage.close();
  await drop();
});

const now = sampleNow;

describe('what operators are shown', () => {
  const event = (objectId: string, receivedAt: number) => ({
    provider: 'stripe' as const,
    eventId: `evt_${objectId}`,
    kind: 'refund.failed',
    objectId,
    consultationId: randomUUID(),
    receivedAt: new Date(receivedAt),
  });

  it('has the events that no workflow heard of, until they are a month old, and no others', async () => {
    const unheard = event('re_1', now - hours(2));
    const { provider, kind, objectId, consultationId } = unheard;
    await stage.db
      .insertInto('webhookInbox')
      .values([
        unheard,
        { ...event('re_2', now - hours(2)), handledAt: new Date(now) },
        event('re_3', now - hours(24 * 31)),
        // On its way: it came a moment ago.
        event('re_4', now),
      ])
      .execute();
    const cookie = await stage.signIn(await createSampleClient(stage.db, { role: 'operator' }));
    const answer = await stage.ask({
      method: 'GET',
      url: '/api/operations/attention',
      headers: { cookie },
    });
    expect(answer.json()).toEqual({
      data: [],
      nextCursor: null,
      unhandledEvents: [{ provider, kind, objectId, consultationId, at: unheard.receivedAt.toISOString() }],
    });
  });
});
