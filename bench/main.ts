import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { loadavg } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createDatabase } from '#db/client.ts';
import { liveStatuses } from '#domain/consultation.ts';
import { openRunningFile } from '#dev/running.ts';
import { secretsIn } from '#dev/secrets.ts';
import { startSystem } from '#dev/system.ts';
import { createScratch } from '#test/setup/scratch.ts';
import { freshPorts, surroundings } from '#test/setup/surroundings.ts';
import { bareBook, bareQueue, bareWorkflowType } from './bare-contract.ts';
import { residentMiB } from './memory.ts';
import { offer } from './open-loop.ts';
import type { LoadResult } from './open-loop.ts';
import { createBookers, createFreeTimes } from './people.ts';
import { quantile } from './quantile.ts';
import { printTable } from './table.ts';

const { values } = parseArgs({
  options: {
    /** Arrivals of the two that are compared for throughput in each round, as fast as they can be offered. */
    burst: { type: 'string', default: '200' },
    /** Rounds that count. Two more before them compile what runs and connect it, which a server does once and not all day. */
    rounds: { type: 'string', default: '5' },
    /** Arrivals of the two that are compared for latency, at half of what the slower one manages. */
    steady: { type: 'string', default: '200' },
    /** Open consultations, at the end, for the memory. */
    open: { type: 'string', default: '1000' },
  },
});
const burst = Number(values.burst);
const rounds = Number(values.rounds);
const steady = Number(values.steady);
const open = Number(values.open);

const warmUps = 2;
/** After a burst, Temporal still writes what people search for. */
const restMs = 3000;

const { folder, remove } = await createScratch();
const say = (line: string) => console.log(line);
const system = await startSystem({
  given: { ...surroundings(), ...(await freshPorts()), DATA_DIR: folder, HOLD_MINUTES: '60' },
  say,
  durable: true,
  restartsPerMinute: 3,
  giveUp: (reason) => {
    throw new Error(reason);
  },
});
const { addresses } = system;
const db = createDatabase(addresses.adminUrl, { maxConnections: 4, applicationName: 'majlis-bench' });
const bareWorker = spawn(process.execPath, ['bench/bare-worker.ts'], {
  env: { ...process.env, TEMPORAL_ADDRESS: addresses.temporalAddress },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  await ready(bareWorker);
  await compare();
} finally {
  bareWorker.kill('SIGTERM');
  await db.destroy();
  await system.stop();
  remove();
}

async function ready(worker: ChildProcess): Promise<void> {
  if (worker.stdout === null) throw new Error('the bare worker has no output');
  await once(worker.stdout, 'data', { signal: AbortSignal.timeout(60_000) });
}

async function compare(): Promise<void> {
  const total = burst * (rounds + warmUps) + steady;
  const booking = await bookingArrivals(Math.max(total, open));
  const bare = await bareArrivals();
  const memoryBefore = memory();

  say('Warming up …');
  for (let n = 0; n < warmUps; n += 1) await compareOnce(bare, booking);
  const measured: Round[] = [];
  for (let n = 1; n <= rounds; n += 1) {
    const round = await compareOnce(bare, booking);
    const { bare: rival, booking: ours } = round;
    measured.push(round);
    say(`Throughput, round ${n}: ${rival.perSecond.toFixed(1)} bare, ${ours.perSecond.toFixed(1)} Majlis …`);
  }
  const [bareRate, bookingRate] = [medianOf(measured, 'bare'), medianOf(measured, 'booking')];
  const rate = Math.max(1, Math.min(bareRate, bookingRate) / 2);
  say(`Latency: ${steady} arrivals, ${rate.toFixed(1)} a second …`);
  const bareSteady = await offer(rate, steady, bare);
  const bookingSteady = await offer(rate, steady, booking);

  say(`Memory: up to ${open} open consultations …`);
  const missing = open - total;
  if (missing > 0) await offer(rate, missing, booking);

  const failures = (side: keyof Round, atRest: LoadResult) =>
    String(measured.reduce((sum, round) => sum + round[side].failed, atRest.failed));
  printTable('Bookings through the API against a bare update-with-start, one run, open loop', [
    ['', 'bare', 'Majlis', 'ratio', 'target'],
    row(`throughput, per second, median of ${rounds}`, bareRate, bookingRate, 'at least 0.6'),
    row('p50, ms, at half load', bareSteady.p50Ms, bookingSteady.p50Ms, ''),
    row('p99, ms, at half load', bareSteady.p99Ms, bookingSteady.p99Ms, 'at most 3'),
    ['refused or failed', failures('bare', bareSteady), failures('booking', bookingSteady), '', '0'],
  ]);
  const memoryAfter = memory();
  printTable(`Memory, MiB, before and with ${await countOpen()} open consultations`, [
    ['', 'before', 'after'],
    ['worker', String(memoryBefore.worker), String(memoryAfter.worker)],
    ['api', String(memoryBefore.api), String(memoryAfter.api)],
  ]);
  say(
    `Load average of the machine at the end: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  );
}

type Round = Record<'bare' | 'booking', LoadResult>;
type Arrive = () => Promise<boolean>;

/** One after the other, each on a system that has come to rest, so that neither pays for what the other left behind. */
async function compareOnce(bare: Arrive, booking: Arrive): Promise<Round> {
  await setTimeout(restMs);
  const rival = await offer(10_000, burst, bare);
  await setTimeout(restMs);
  return { bare: rival, booking: await offer(10_000, burst, booking) };
}

function medianOf(measured: readonly Round[], side: keyof Round): number {
  return quantile(
    measured.map((round) => round[side].perSecond),
    0.5,
  );
}

function row(name: string, bare: number, ours: number, target: string): string[] {
  return [name, bare.toFixed(1), ours.toFixed(1), (ours / bare).toFixed(2), target];
}

/** Each arrival is another client who books another time. */
async function bookingArrivals(count: number): Promise<Arrive> {
  const { publicUrl } = addresses;
  const cookies = await createBookers(db, count, { publicUrl, authSecret: secretsIn(folder).authSecret });
  const times = await createFreeTimes(db, count);
  let next = 0;
  return async () => {
    const cookie = cookies[next];
    const time = times[next];
    next += 1;
    if (cookie === undefined || time === undefined) throw new Error('more arrivals than were prepared');
    const response = await fetch(`${publicUrl}/api/consultations`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: publicUrl,
        cookie,
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify({
        lawyerId: time.lawyerId,
        consultationType: 'video',
        scheduledAt: new Date(time.startAt).toISOString(),
        durationMinutes: 60,
        clientTimezone: 'Asia/Dubai',
      }),
      signal: AbortSignal.timeout(60_000),
    });
    await response.arrayBuffer();
    return response.status === 201;
  };
}

async function bareArrivals(): Promise<Arrive> {
  const connection = await Connection.connect({ address: addresses.temporalAddress });
  const client = new Client({ connection });
  return async () => {
    const startWorkflowOperation = new WithStartWorkflowOperation(bareWorkflowType, {
      workflowId: `bare-${randomUUID()}`,
      taskQueue: bareQueue,
      workflowIdConflictPolicy: 'FAIL',
    });
    const options = { updateId: 'bareBook', startWorkflowOperation };
    return (await client.workflow.executeUpdateWithStart(bareBook, options)) === 'done';
  };
}

/** What is open, and not what was wished for: some of the arrivals may have been refused. */
async function countOpen(): Promise<number> {
  const { count } = await db
    .selectFrom('consultation')
    .where('status', 'in', [...liveStatuses])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function memory(): { worker: number; api: number } {
  const running = openRunningFile(join(folder, 'running.json')).read();
  const of = (name: string) => residentMiB(running.find((one) => one.name === name)?.pid ?? 0);
  return { worker: of('worker'), api: of('api') };
}
