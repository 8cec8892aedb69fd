import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdConsultation, createProviderStage } from '#test/rehearsal/provider-stage.ts';
import type { ProviderStage } from '#test/rehearsal/provider-stage.ts';
import { recordSentCode } from './account-codes.ts';
import { deleteLeftovers } from './leftovers.ts';

let stage: ProviderStage;
beforeAll(async () => {
  stage = await createProviderStage();
});
afterAll(() => stage.close());

const yesterday = new Date(Date.now() - 25 * 3_600_000);
const before = new Date(Date.now() - 24 * 3_600_000);

async function intake(clientId: string, consultationId: string, createdAt: Date) {
  const values = { consultationId, clientId, locale: 'en' as const, createdAt };
  await stage.db.insertInto('intake').values(values).execute();
}

async function document(ownerId: string, consultationId: string | null, createdAt: Date): Promise<string> {
  const { id } = await stage.db
    .insertInto('document')
    .values({
      ownerId,
      consultationId,
      name: 'a.pdf',
      mediaType: 'application/pdf',
      sizeBytes: 1,
      sha256: Buffer.from('a'),
      createdAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await stage.db
    .insertInto('documentContent')
    .values({ documentId: id, bytes: Buffer.from('a') })
    .execute();
  return id;
}

describe('what bookings leave behind', () => {
  it('goes after a day, unless a consultation came of it', async () => {
    const { clientId, consultationId } = await holdConsultation(stage.db);
    const abandoned = randomUUID();
    const fresh = randomUUID();
    await intake(clientId, abandoned, yesterday);
    await intake(clientId, fresh, new Date());
    const kept = await document(clientId, consultationId, yesterday);
    const recent = await document(clientId, null, new Date());
    await document(clientId, null, yesterday);

    const swept = { intakes: 1, documents: 1, accountMails: 0 };
    expect(await deleteLeftovers(stage.db, { before, limit: 10 })).toEqual(swept);
    const again = { intakes: 0, documents: 0, accountMails: 0 };
    expect(await deleteLeftovers(stage.db, { before, limit: 10 })).toEqual(again);
    const intakes = await stage.db.selectFrom('intake').select('consultationId').execute();
    expect(intakes.map((row) => row.consultationId).toSorted()).toEqual([consultationId, fresh].toSorted());
    const documents = await stage.db.selectFrom('documentContent').select('documentId').execute();
    expect(documents.map(({ documentId }) => documentId).toSorted()).toEqual([kept, recent].toSorted());
  });

  it('goes in portions, each row once, when several do it at the same time', async () => {
    const { clientId } = await holdConsultation(stage.db);
    for (let index = 0; index < 12; index += 1) await intake(clientId, randomUUID(), yesterday);
    const portions = await Promise.all([1, 2, 3].map(() => deleteLeftovers(stage.db, { before, limit: 5 })));
    const intakes = portions.map((portion) => portion.intakes);
    expect(Math.max(...intakes)).toBeLessThanOrEqual(5);
    const { intakes: rest } = await deleteLeftovers(stage.db, { before, limit: 100 });
    expect(intakes.reduce((sum, count) => sum + count, rest)).toBe(12);
  });
});

describe('the record of a code that was mailed', () => {
  it('goes after a day, when the code has long expired', async () => {
    const { clientId: userId } = await holdConsultation(stage.db);
    const mail = (sentAt: Date) => ({
      id: randomUUID(),
      userId,
      kind: 'verify_address' as const,
      codeExpiresAt: new Date(sentAt.getTime() + 600_000),
      providerMessageId: 'm',
      sentAt,
    });
    await recordSentCode(stage.db, mail(yesterday));
    await recordSentCode(stage.db, mail(new Date()));
    expect(await deleteLeftovers(stage.db, { before, limit: 10 })).toMatchObject({ accountMails: 1 });
    expect(await deleteLeftovers(stage.db, { before, limit: 10 })).toMatchObject({ accountMails: 0 });
  });
});
