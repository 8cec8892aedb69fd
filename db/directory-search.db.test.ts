import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withClient } from '#dev/postgres-database.ts';
import { bps } from '#domain/money.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import { createSampleLawyer, sampleNow } from '#test/setup/sample-rows.ts';
import { createDatabase } from './client.ts';
import { listDirectory } from './directory.ts';
import { searchWords } from './directory-filter.ts';
import { updateLawyer } from './lawyers.ts';
import type { Database } from './schema.ts';

let db: Kysely<Database>;
let drop: () => Promise<void>;
let adminUrl: string;
beforeAll(async () => {
  const database = await createTestDatabase();
  drop = () => database.drop();
  ({ adminUrl } = database);
  // One connection: what it did is in the statistics of its own session.
  db = createDatabase(database.url, { maxConnections: 1 });
  for (const [n, lawyer] of lawyers.entries()) {
    await createSampleLawyer(db, { lawyer: { ...lawyer, listedAt: new Date(sampleNow + n) } });
  }
});
afterAll(async () => {
  await db.destroy();
  await drop();
});

const lawyers = [
  {
    nameEn: 'Layla Haddad',
    nameAr: 'ليلى حدّاد',
    headlineEn: 'Family law and inheritance',
    headlineAr: 'قضايا الأسرة والميراث',
  },
  {
    nameEn: 'Khalid Al Mansoori',
    nameAr: 'خالد المنصوري',
    headlineEn: 'Real estate and construction',
    headlineAr: 'العقارات والإنشاءات',
  },
  {
    nameEn: 'Étienne Müller',
    nameAr: 'إتيان مولر',
    headlineEn: 'Arbitration',
    headlineAr: 'التحكيم',
    city: 'Sharjah',
  },
  {
    nameEn: 'Mohammed Rashid',
    nameAr: 'محمد راشد',
    headlineEn: 'Labour and employment',
    headlineAr: 'قضايا العمل وإنهاء الخدمة',
  },
  {
    nameEn: 'Fatima Zayed',
    nameAr: 'فاطمة زايد',
    headlineEn: 'Harbour and shipping, 50% of it abroad',
    headlineAr: 'القانون البحري',
  },
];

async function found(q: string): Promise<string[]> {
  const rates = { platformFeeBps: bps(1000), vatBps: bps(500) };
  return (await listDirectory(db, { q, limit: 10, ...rates })).map(({ nameEn }) => nameEn);
}

describe('the search', () => {
  it.each([
    ['layla haddad', 'Layla Haddad'],
    ['LAYLA', 'Layla Haddad'],
    ['haddad, layla', 'Layla Haddad'],
    ['lay', 'Layla Haddad'],
    ['leyla hadad', 'Layla Haddad'],
    ['ليلي حداد', 'Layla Haddad'],
    ['لَيْلَى', 'Layla Haddad'],
    ['ليـــلى', 'Layla Haddad'],
    ['الاسره', 'Layla Haddad'],
    ['الميرات', 'Layla Haddad'],
    ['mansouri', 'Khalid Al Mansoori'],
    ['real estat', 'Khalid Al Mansoori'],
    ['constuction', 'Khalid Al Mansoori'],
    ['المنصورى', 'Khalid Al Mansoori'],
    ['العقرات', 'Khalid Al Mansoori'],
    ['etienne muller', 'Étienne Müller'],
    ['MÜLLER', 'Étienne Müller'],
    ['arbitraton', 'Étienne Müller'],
    ['ايتيان مولر', 'Étienne Müller'],
    ['sharja', 'Étienne Müller'],
    ['mohamed', 'Mohammed Rashid'],
    ['muhammad rashed', 'Mohammed Rashid'],
    ['labour & employment', 'Mohammed Rashid'],
    ['فاطمه', 'Fatima Zayed'],
    ['50%', 'Fatima Zayed'],
    ['%', 'Fatima Zayed'],
  ])('finds with %s first of all %s', async (q, name) => {
    expect((await found(q))[0]).toBe(name);
  });

  it.each(['_', 'zzzz', 'layla arbitration', "'; drop table lawyer --", '\\'])(
    'finds nobody with %s',
    async (q) => {
      expect(await found(q)).toEqual([]);
    },
  );

  it('leaves out what only resembles when something fits', async () => {
    expect(await found('labour')).toEqual(['Mohammed Rashid']);
    expect(await found('harbour')).toEqual(['Fatima Zayed']);
  });

  it('looks for words, eight at most', () => {
    expect(searchWords('  a & bcd, ef-gh ')).toEqual(['a', 'bcd', 'ef', 'gh']);
    expect(searchWords('& %')).toEqual(['&', '%']);
    expect(searchWords('a b c d e f g h i j')).toHaveLength(8);
  });

  it.each(['-', '  ', '\u0621', '\u0640', '\u064E', '\u0301', '\u0621 \u0640 \u0640\u0621'])(
    'finds nobody where no letter is left to look for: %j',
    async (q) => {
      expect(await found(q)).toEqual([]);
    },
  );

  it.each([
    ['\u0621 layla', 'Layla Haddad'],
    ['\u0640 ليلى', 'Layla Haddad'],
  ])('passes over what says nothing in %j', async (q, name) => {
    expect(await found(q)).toEqual([name]);
  });

  it('takes a word once, however often and in whatever form it is said', async () => {
    expect(searchWords('a a b a')).toEqual(['a', 'b']);
    expect(searchWords('a a a a a a a a layla')).toEqual(['a', 'layla']);
    expect(await found('layla LAYLA Láyla haddad')).toEqual(['Layla Haddad']);
  });

  it.each([
    ['é', ['Étienne Müller', 'Khalid Al Mansoori', 'Mohammed Rashid']],
    ['z', ['Fatima Zayed']],
    ['ez', []],
    ['la', ['Layla Haddad', 'Mohammed Rashid']],
    ['m r', ['Khalid Al Mansoori', 'Mohammed Rashid']],
    ['el mansoori', ['Khalid Al Mansoori']],
    ['ز', ['Fatima Zayed']],
    ['خا', ['Khalid Al Mansoori']],
    ['حد', ['Layla Haddad']],
    ['دا', []],
  ])('takes one letter or two, %s, for the beginning of a word', async (q, names) => {
    expect((await found(q)).toSorted()).toEqual(names.toSorted());
  });

  it('keeps whose name goes on behind whose name is whole', async () => {
    for (const nameEn of ['Alia Sound', 'Al Sound']) await createSampleLawyer(db, { lawyer: { nameEn } });
    expect(await found('al sound')).toEqual(['Al Sound', 'Alia Sound']);
  });

  it('finds who has changed a name by the new one, and no more by the old one', async () => {
    const { lawyerId } = await createSampleLawyer(db, {
      lawyer: { nameEn: 'Wanda Before', nameAr: 'واندا' },
    });
    expect(await found('wanda')).toEqual(['Wanda Before']);
    await updateLawyer(db, lawyerId, { nameEn: 'Zelda After', nameAr: 'زيلدا' });
    expect([await found('wanda'), await found('zelda')]).toEqual([[], ['Zelda After']]);
  });

  it('comes by the index when words are many', async () => {
    await sql`insert into search_word select md5(n::text) from generate_series(1, 20000) n`.execute(db);
    await withClient(adminUrl, (client) => client.query('vacuum analyze search_word'));
    const before = await scans();
    expect((await found('leyla hadad'))[0]).toBe('Layla Haddad');
    expect((await found('العقرات'))[0]).toBe('Khalid Al Mansoori');
    expect(await found('la')).toContain('Layla Haddad');
    const after = await scans();
    expect(after.index).toBeGreaterThan(before.index);
    expect(after.table).toBe(before.table);
  });
});

/** How often the database has gone through the trigrams, and through the whole table of words. */
async function scans(): Promise<{ index: number; table: number }> {
  await sql`select pg_stat_force_next_flush()`.execute(db);
  const { rows } = await sql<{ index: number; table: number }>`
    select i.idx_scan as index, t.seq_scan as table
    from pg_stat_user_indexes i join pg_stat_user_tables t using (relid)
    where i.indexrelname = 'search_word_trigrams'`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the search has no index');
  return row;
}
