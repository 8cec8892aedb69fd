import { workflowIdOf } from '#domain/consultation.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { askToBook, bookedIn, startIn, wishOf } from '#test/stories/bookings.ts';
import type { Wish } from '#test/stories/bookings.ts';
import type { Answer } from '#test/stories/http.ts';
import { createClients, createLawyer } from '#test/stories/people.ts';
import type { Person } from '#test/stories/people.ts';
import { ledgerOf, requestsOf } from '#test/stories/sandbox.ts';
import { openScene } from '#test/stories/scene.ts';
import type { Scene } from '#test/stories/scene.ts';
import { expectInvariants } from './invariants.ts';

/** What the slowest of them may wait. */
const patienceMs = 30_000;

let scene: Scene;
beforeAll(async () => void (scene = await openScene()));
afterAll(() => scene.close());

/** Everybody in the same moment; with how long the slowest waited. */
async function rush(clients: readonly Person[], wishFor: (index: number) => Wish) {
  const begun = performance.now();
  let slowestMs = 0;
  const answers = await Promise.all(
    clients.map(async (client, index) => {
      const answer = await askToBook(client, wishFor(index));
      slowestMs = Math.max(slowestMs, performance.now() - begun);
      return answer;
    }),
  );
  return { answers, slowestMs };
}

function outcomeOf({ status, body }: Answer): string {
  return status === 201 ? '201' : `${status} ${(body as { code: string }).code}`;
}

function countsOf(outcomes: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...new Set(outcomes)].map((each) => [each, outcomes.filter((one) => one === each).length]),
  );
}

/** The workflows that were started for this lawyer, as soon as all but one have ended, each with its result. */
async function endingsOf(lawyerId: string): Promise<{ workflowId: string; ending: unknown }[]> {
  const { workflow } = scene.temporal;
  return await vi.waitFor(
    async () => {
      const found: { workflowId: string; ending: unknown }[] = [];
      for await (const { workflowId, status } of workflow.list({ query: `LawyerId = '${lawyerId}'` })) {
        const isOver = status.name !== 'RUNNING';
        found.push({
          workflowId,
          ending: isOver ? await workflow.getHandle(workflowId).result() : status.name,
        });
      }
      expect(found.filter(({ ending }) => ending === 'RUNNING')).toHaveLength(1);
      return found;
    },
    { timeout: 30_000, interval: 200 },
  );
}

describe('two hundred clients who want the same hour in the same moment', () => {
  it('leave one with it and the others with a refusal, each within 30 seconds', async () => {
    const [lawyer, clients] = [await createLawyer(scene.db), await createClients(scene.db, 200)];
    const wish = wishOf(lawyer, startIn(48));
    const { answers, slowestMs } = await rush(clients, () => wish);
    expect(countsOf(answers.map(outcomeOf))).toEqual({ '201': 1, '409 slot_taken': 199 });
    expect(slowestMs).toBeLessThan(patienceMs);

    const [id] = answers.filter(({ status }) => status === 201).map((answer) => bookedIn(answer).id);
    const held = scene.db.selectFrom('consultation').where('lawyerId', '=', lawyer.lawyerId);
    expect(await held.select(['id', 'status']).execute()).toEqual([{ id, status: 'payment_pending' }]);
    expect((await ledgerOf(id ?? '')).sessions).toHaveLength(1);

    const endings = await endingsOf(lawyer.lawyerId);
    const winner = { workflowId: workflowIdOf(id ?? ''), ending: 'RUNNING' };
    expect(endings.filter(({ ending }) => ending !== 'rejected')).toEqual([winner]);
    const losers = endings.filter(({ ending }) => ending === 'rejected').map(({ workflowId }) => workflowId);
    const opened = (await requestsOf('checkout.sessions.create')).map(({ parameters }) => parameters);
    const isOpenedFor = (workflowId: string) => opened.some((text) => text.includes(workflowId.slice(-36)));
    expect(losers.filter(isOpenedFor)).toEqual([]);
    expect(isOpenedFor(winner.workflowId)).toBe(true);
  });
});

describe('ten clients whom the api sees no reason to refuse', () => {
  it('leave one with the hour, because the hold decides', async () => {
    const [lawyer, clients] = [await createLawyer(scene.db), await createClients(scene.db, 10)];
    const wish = wishOf(lawyer, startIn(48));
    const { workflow } = scene.temporal;
    let rushed: ReturnType<typeof rush> | undefined;
    // While the lawyer's hours are locked, as by somebody who edits them, no hold can be taken and none can be seen.
    await scene.db.transaction().execute(async (trx) => {
      const hours = trx.selectFrom('availability').where('lawyerId', '=', lawyer.lawyerId);
      await hours.select('lawyerId').forUpdate().execute();
      rushed = rush(clients, () => wish);
      const started = async () => (await workflow.count(`LawyerId = '${lawyer.lawyerId}'`)).count;
      await vi.waitFor(async () => expect(await started()).toBe(10), { timeout: 10_000, interval: 20 });
    });
    const answers = (await rushed)?.answers ?? [];
    expect(countsOf(answers.map(outcomeOf))).toEqual({ '201': 1, '409 slot_taken': 9 });
    const endings = (await endingsOf(lawyer.lawyerId)).map(({ ending }) => ending);
    expect(countsOf(endings.map(String))).toEqual({ RUNNING: 1, rejected: 9 });
  });
});

describe('sixty clients who want hours that overlap', () => {
  it('take as many as fit beside each other, and no more', async () => {
    const [lawyer, clients] = [await createLawyer(scene.db), await createClients(scene.db, 60)];
    const first = startIn(72).getTime();
    const halfHour = 30 * 60_000;
    // An hour and a quarter of buffer: of four starts half an hour apart, the first and the last fit together.
    const { answers } = await rush(clients, (index) =>
      wishOf(lawyer, new Date(first + (index % 4) * halfHour)),
    );
    const { 201: taken = 0, ...refused } = countsOf(answers.map(outcomeOf));
    expect([1, 2]).toContain(taken);
    expect(refused).toEqual({ '409 slot_taken': 60 - taken });
    const held = scene.db
      .selectFrom('consultation')
      .where('lawyerId', '=', lawyer.lawyerId)
      .orderBy('startAt');
    const [one, other, ...more] = await held.select(['startAt', 'blockEndAt']).execute();
    expect([one, other, ...more].filter((row) => row !== undefined)).toHaveLength(taken);
    expect(other?.startAt.getTime() ?? Infinity).toBeGreaterThanOrEqual(one?.blockEndAt.getTime() ?? 0);
  });
});

describe('after the crowds', () => {
  it('everything is in order', async () => {
    await expect(expectInvariants(scene)).resolves.toBeUndefined();
  });
});
