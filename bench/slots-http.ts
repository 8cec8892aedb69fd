import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { buildApp } from '#api/app.ts';
import { slotSpan } from '#api/booking/slot-question.ts';
import { stageConfig } from '#api/stage.ts';
import { createDatabase } from '#db/client.ts';
import { findOffer } from '#db/offers.ts';
import { databaseUrlsOf } from '#dev/postgres-database.ts';
import { TEMPLATE } from '#test/setup/database.ts';
import { startThrowAwayPostgres } from '#test/setup/throw-away-postgres.ts';
import type { HttpLoad, HttpLoadOrder } from './http-load.ts';
import { createCrowdedScene, createSlotScene, sceneDates, sceneNow } from './slot-scene.ts';
import { printTable } from './table.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '8' },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
let roundsSoFar = 0;

const postgres = await startThrowAwayPostgres();
const { url } = databaseUrlsOf(Number(new URL(postgres.url).port), TEMPLATE);
const db = createDatabase(url, { maxConnections: 10, applicationName: 'majlis-bench' });
const temporal = Connection.lazy({ address: '127.0.0.1:2' });
const loader = fork(new URL('./http-load.ts', import.meta.url), { stdio: 'inherit' });
const app = await buildApp({
  db,
  temporal: new Client({ connection: temporal }),
  clock: () => sceneNow,
  config: stageConfig,
});
try {
  await compare();
} finally {
  loader.kill('SIGTERM');
  await app.close();
  await Promise.allSettled([db.destroy(), temporal.close()]);
  await postgres.stop();
}

async function compare(): Promise<void> {
  console.log('Writing scenario S …');
  const { ready, slots, largest, answer } = await serve();
  const { slots: shown }: { slots: unknown[] } = JSON.parse(answer);
  console.log(
    `One answer has ${shown.length} slots in ${Math.round(answer.length / 1024)} KiB. Warming up …`,
  );
  for (const target of [ready, slots, largest]) await round(target);

  const results = { ready: createResult(), slots: createResult(), largest: createResult() };
  for (let count = 0; count < rounds; count += 1) {
    add(results.ready, await round(ready));
    add(results.slots, await round(slots));
    add(results.largest, await round(largest, 1));
  }
  const columns = [results.ready, results.slots, results.largest];
  const title = `Free times over HTTP, scenario S, ${rounds} rounds of ${seconds} s in turn, ${values.connections} connections`;
  printTable(title, [
    ['', 'ready string', 'slots', 'ratio', 'target', 'largest answer, one at a time'],
    row('requests a second', columns, ({ answered, seconds: s }) => answered / s, 'at least 0.6'),
    row('CPU of the server, ms a request', columns, ({ answered, cpuMs }) => cpuMs / answered, ''),
    row(
      'longest block of the quietest round, ms',
      columns,
      ({ blocksMs }) => Math.min(...blocksMs),
      'at most 10',
    ),
    row('longest block of all rounds, ms', columns, ({ blocksMs }) => Math.max(...blocksMs), ''),
    row('failed', columns, ({ failed }) => failed, '0'),
  ]);
  const load = loadavg().map((each) => each.toFixed(1));
  console.log(`Load average at the end: ${load.join(', ')}, on ${availableParallelism()} processors`);
}

/** The application, and beside its own route one that runs the same query and then sends a string that is ready. */
async function serve() {
  const lawyerId = await createSlotScene(db);
  const crowdedId = await createCrowdedScene(db);
  const span = slotSpan(sceneDates, sceneNow);
  let answer = '';
  app.get('/api/bench/ready', { config: { who: 'all' } }, async (_request, reply) => {
    await findOffer(db, { lawyerId, consultationType: 'video', span });
    return reply.type('application/json; charset=utf-8').send(answer);
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const query = new URLSearchParams({ ...sceneDates, clientTimezone: 'Europe/London' }).toString();
  const slotsOf = (id: string) => `${origin}/api/lawyers/${id}/availability/slots?${query}`;
  answer = await (await fetch(slotsOf(lawyerId))).text();
  return {
    ready: `${origin}/api/bench/ready`,
    slots: slotsOf(lawyerId),
    largest: `${slotsOf(crowdedId)}&explain=true`,
    answer,
  };
}

interface Result extends Omit<HttpLoad, 'bytes'> {
  cpuMs: number;
  /** The longest of each round. A block that is in the code is in all of them; one of a busy machine is not. */
  blocksMs: number[];
}

function createResult(): Result {
  return { answered: 0, failed: 0, seconds: 0, cpuMs: 0, blocksMs: [] };
}

function add(result: Result, one: Result): void {
  result.answered += one.answered;
  result.failed += one.failed;
  result.seconds += one.seconds;
  result.cpuMs += one.cpuMs;
  result.blocksMs.push(...one.blocksMs);
}

function row(
  name: string,
  [ready, slots, largest]: readonly Result[],
  of: (result: Result) => number,
  target: string,
): string[] {
  if (!ready || !slots || !largest) return [name];
  const [a, b, c] = [of(ready), of(slots), of(largest)];
  const isRatio = target.startsWith('at least') || name.startsWith('CPU');
  return [name, a.toFixed(1), b.toFixed(1), isRatio ? (b / a).toFixed(2) : '', target, c.toFixed(1)];
}

async function round(target: string, connections = Number(values.connections)): Promise<Result> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  roundsSoFar += 1;
  const order: HttpLoadOrder = { url: target, seconds, connections, round: roundsSoFar };
  const before = process.cpuUsage();
  delay.enable();
  loader.send(order);
  const [load]: HttpLoad[] = await once(loader, 'message');
  delay.disable();
  const cpu = process.cpuUsage(before);
  if (!load) throw new Error('the client said nothing');
  // The timer that measures comes a millisecond late by itself.
  return { ...load, cpuMs: (cpu.user + cpu.system) / 1000, blocksMs: [Math.max(0, delay.max / 1e6 - 1)] };
}
