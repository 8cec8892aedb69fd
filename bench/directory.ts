import { Client, Connection } from '@temporalio/client';
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { buildApp } from '#api/app.ts';
import { PageOf } from '#api/http/schema-parts.ts';
import { LawyerCard } from '#api/lawyers/lawyer-schemas.ts';
import { cardOf } from '#api/lawyers/lawyer-view.ts';
import { createNextFree } from '#api/lawyers/next-free.ts';
import { stageConfig } from '#api/stage.ts';
import { createDatabase } from '#db/client.ts';
import { listDirectory } from '#db/directory.ts';
import { databaseUrlsOf, withClient } from '#dev/postgres-database.ts';
import { bps } from '#domain/money.ts';
import { TEMPLATE } from '#test/setup/database.ts';
import { startThrowAwayPostgres } from '#test/setup/throw-away-postgres.ts';
import { fillDirectory } from './directory-rows.ts';
import { printTable } from './table.ts';
import { quantile } from './quantile.ts';

const lawyers = 10_000;
const rounds = 120;

const postgres = await startThrowAwayPostgres();
const { url, adminUrl } = databaseUrlsOf(Number(new URL(postgres.url).port), TEMPLATE);
const db = createDatabase(url, { maxConnections: 5 });
const temporal = new Client({ connection: Connection.lazy({ address: '127.0.0.1:2' }) });
const app = await buildApp({ db, temporal, clock: () => Date.now(), config: stageConfig });
try {
  const filledMs = await timed(() => withClient(adminUrl, (client) => fillDirectory(client, lawyers)));
  console.log(`${lawyers} lawyers in ${(filledMs / 1000).toFixed(1)} s.`);
  addPlainList();
  await app.ready();
  await compare();
} finally {
  await app.close();
  await db.destroy();
  await postgres.stop();
}

/** The base: the same page from the same application, without what is sold and when. */
function addPlainList(): void {
  app.get(
    '/api/plain',
    { config: { who: 'all' }, schema: { response: { 200: PageOf(LawyerCard) } } },
    async () => {
      const rates = { platformFeeBps: bps(1000), vatBps: bps(500) };
      const entries = await listDirectory(db, { limit: 21, ...rates });
      const selling = { offers: [], first: undefined, rates: stageConfig };
      return { data: entries.slice(0, 20).map((entry) => cardOf(entry, selling)), nextCursor: null };
    },
  );
}

interface Ask {
  name: string;
  /** The address of each round; a promise may change something first, which is not timed. */
  next: (round: number) => string | Promise<string>;
}

async function compare(): Promise<void> {
  const cold = await watched(() => createNextFree(db).catchUp(Date.now()));
  await withClient(adminUrl, (client) => client.query('vacuum analyze'));
  let cursor = '';
  const asks: Ask[] = [
    { name: 'plain list, no next slot (base)', next: () => '/api/plain' },
    { name: 'list', next: () => '/api/lawyers' },
    { name: 'soonest', next: () => '/api/lawyers?sort=soonest' },
    { name: 'soonest, next pages', next: () => `/api/lawyers?sort=soonest${cursor}` },
    {
      name: 'soonest of a subject and a type',
      next: () => '/api/lawyers?sort=soonest&specialty=family&consultationType=video',
    },
    { name: 'soonest up to a price', next: () => '/api/lawyers?sort=soonest&maxPrice=40000' },
    { name: 'soonest, ten lawyers changed', next: changeTen },
    { name: 'text, misspelt', next: () => '/api/lawyers?q=leyla+hadad' },
    { name: 'text, Arabic', next: () => `/api/lawyers?q=${encodeURIComponent('العقرات')}` },
    { name: 'text, soonest', next: () => '/api/lawyers?q=mohamed&sort=soonest' },
    // As people type: the first letters, what is no letter yet, and a key that was held down.
    ...['a', 'la', 'ا', 'ال', 'ء', '%', 'a a a a a a a a', 'a b c d e f g h'].flatMap((q) => [
      { name: `text ${q}`, next: () => `/api/lawyers?q=${encodeURIComponent(q)}` },
      { name: `text ${q}, soonest`, next: () => `/api/lawyers?q=${encodeURIComponent(q)}&sort=soonest` },
    ]),
  ];
  const taken = asks.map((): number[] => []);
  const blockedMs = asks.map(() => 0);
  for (let round = -5; round < rounds; round += 1) {
    for (const [n, { next }] of asks.entries()) {
      const address = await next(round);
      let answer: { nextCursor?: string | null } = {};
      const one = await watched(async () => {
        const response = await app.inject({ method: 'GET', url: address });
        if (response.statusCode !== 200) throw new Error(`${address}: ${response.body}`);
        answer = response.json();
      });
      if (asks[n]?.name === 'soonest, next pages')
        cursor = answer.nextCursor ? `&cursor=${answer.nextCursor}` : '';
      if (round < 0) continue;
      taken[n]?.push(one.ms);
      blockedMs[n] = Math.max(blockedMs[n] ?? 0, one.blockedMs);
    }
  }
  const base = taken[0] ?? [];
  printTable(`The directory with ${lawyers} lawyers, ${rounds} requests each, in turn`, [
    ['', 'p50 ms', 'p99 ms', 'p50 to base', 'p99 to base', 'longest turn ms'],
    ...asks.map(({ name }, n) => {
      const own = taken[n] ?? [];
      const ratio = (share: number) => (quantile(own, share) / quantile(base, share)).toFixed(2);
      const times = [quantile(own, 0.5), quantile(own, 0.99)].map((ms) => ms.toFixed(1));
      return [name, ...times, ratio(0.5), ratio(0.99), (blockedMs[n] ?? 0).toFixed(1)];
    }),
  ]);
  console.log(
    `All lists worked out anew: ${(cold.ms / 1000).toFixed(1)} s, longest turn ${cold.blockedMs.toFixed(1)} ms.`,
  );
  console.log(
    `Load average of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  );
}

/** As ten bookings would since somebody looked last. */
async function changeTen(round: number): Promise<string> {
  const ids = db
    .selectFrom('lawyer')
    .select('id')
    .orderBy('id')
    .offset((round + 5) * 10)
    .limit(10);
  await db.updateTable('availability').where('lawyerId', 'in', ids).set({ updatedAt: new Date() }).execute();
  return '/api/lawyers?sort=soonest';
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/**
 * Also how long at most the loop worked without giving others a turn, in time of its thread: what the machine gives to
 * other processes meanwhile is not counted.
 */
async function watched(work: () => Promise<unknown>): Promise<{ ms: number; blockedMs: number }> {
  let [longest, last] = [0, threadMs()];
  const turn = () => {
    const at = threadMs();
    longest = Math.max(longest, at - last);
    last = at;
  };
  const timer = setInterval(turn, 1);
  const ms = await timed(work);
  turn();
  clearInterval(timer);
  return { ms, blockedMs: longest };
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
