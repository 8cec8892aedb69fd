import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdConsultation, createProviderStage } from '#test/rehearsal/provider-stage.ts';
import type { ProviderStage } from '#test/rehearsal/provider-stage.ts';
import { deleteOldKeys } from './old-keys.ts';

let stage: ProviderStage;
beforeAll(async () => {
  stage = await createProviderStage();
});
afterAll(() => stage.close());

const day = 86_400_000;
const before = new Date(Date.now() - 30 * day);
const old = new Date(Date.now() - 31 * day);

describe('what only repeats ask for', () => {
  it('goes when no repeat comes any more, and stays while somebody may need it', async () => {
    const { db } = stage;
    const live = await holdConsultation(db);
    const over = await holdConsultation(db);
    await db
      .updateTable('consultation')
      .where('id', '=', over.consultationId)
      .set({ status: 'expired' })
      .execute();
    const key = (name: string, consultationId: string, createdAt: Date) => ({
      caller: 'user:a',
      key: name,
      bodyHash: Buffer.from(name),
      consultationId,
      createdAt,
    });
    await db
      .insertInto('idempotencyKey')
      .values([
        key('live', live.consultationId, old),
        key('over', over.consultationId, old),
        key('never came to be', randomUUID(), old),
        key('new', randomUUID(), new Date()),
      ])
      .execute();
    const event = (eventId: string, receivedAt: Date, handledAt: Date | null) => ({
      provider: 'stripe' as const,
      eventId,
      kind: 'refund.failed',
      objectId: 're_1',
      receivedAt,
      handledAt,
    });
    await db
      .insertInto('webhookInbox')
      .values([event('done', old, old), event('waits', old, null), event('new', new Date(), new Date())])
      .execute();
    const command = (commandId: string, createdAt: Date) => ({
      commandId,
      bodyHash: Buffer.from('a'),
      createdAt,
    });
    await db
      .insertInto('commandKey')
      .values([command('old', old), command('new', new Date())])
      .execute();

    const first = { webhooks: 1, idempotencyKeys: 2, commandKeys: 1 };
    expect(await deleteOldKeys(db, { before, limit: 10 })).toEqual(first);
    const again = { webhooks: 0, idempotencyKeys: 0, commandKeys: 0 };
    expect(await deleteOldKeys(db, { before, limit: 10 })).toEqual(again);
    const keys = await db.selectFrom('idempotencyKey').select('key').orderBy('key').execute();
    expect(keys.map((row) => row.key)).toEqual(['live', 'new']);
    const events = await db.selectFrom('webhookInbox').select('eventId').orderBy('eventId').execute();
    expect(events.map((row) => row.eventId)).toEqual(['new', 'waits']);
  });
});
