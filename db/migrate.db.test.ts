import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { databaseUrlsOf, withClient } from '#dev/postgres-database.ts';
import { adminUrlOf } from './admin-url.ts';
import { migrateToLatest, readMigrations } from './migrate.ts';
import { differencesOf } from './verify.ts';

const server = inject('postgresUrl');
const created: string[] = [];
let url = '';
beforeEach(async () => {
  const name = `empty_${randomUUID().replaceAll('-', '')}`;
  await withClient(server, (client) => client.query(`create database ${name}`));
  created.push(name);
  url = databaseUrlsOf(Number(new URL(server).port), name).adminUrl;
});
afterAll(async () => {
  await withClient(server, async (client) => {
    for (const name of created) await client.query(`drop database ${name} with (force)`);
  });
});

async function run(sql: string): Promise<void> {
  await withClient(url, (client) => client.query(sql));
}

describe('migrating', () => {
  let names: string[];
  beforeAll(async () => {
    names = [...(await readMigrations()).keys()];
  });

  it('applies everything once and then finds nothing to do', async () => {
    expect(await migrateToLatest(url)).toEqual(names);
    expect(await migrateToLatest(url)).toEqual([]);
  });

  it('is done by one of several that start at once', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => migrateToLatest(url)));
    expect(applied.toSorted((a, b) => b.length - a.length)).toEqual([names, [], []]);
    expect(await differencesOf(url)).toEqual([]);
  });

  it('leaves nothing behind when one file fails, and says which', async () => {
    await run('create table payment ()');
    await expect(migrateToLatest(url)).rejects.toThrow(
      '0004_money failed: relation "payment" already exists',
    );
    await run('drop table payment');
    expect(await migrateToLatest(url)).toEqual(names);
  });

  it('names no schema, so that the same files build the expectation beside it', async () => {
    const texts = [...(await readMigrations()).values()];
    expect(texts.filter((text) => /\bpublic\./.test(text))).toEqual([]);
  });
});

describe('verifying', () => {
  it('finds nothing in a migrated database, and changes nothing', async () => {
    await migrateToLatest(url);
    expect(await differencesOf(url)).toEqual([]);
    expect(await differencesOf(url)).toEqual([]);
  });

  it('names what was not applied', async () => {
    const differences = await differencesOf(url);
    expect(differences[0]).toBe('not applied: migration 0001_accounts');
    expect(differences).toContain('missing: table consultation');
  });

  it.each([
    [
      'alter table consultation drop constraint consultation_client_no_overlap',
      /^missing: constraint consultation\.consultation_client_no_overlap EXCLUDE/,
    ],
    [
      'grant update on consultation_event to majlis_app',
      /^unexpected: grant update on consultation_event to majlis_app$/,
    ],
    ['alter table payment alter session_id set not null', /^missing: column payment\.session_id text$/],
    [
      'alter table refund drop constraint refund_consultation_id_reason_key',
      /^missing: constraint refund\.refund_consultation_id_reason_key UNIQUE/,
    ],
    ['alter table price drop column step_minutes', /^missing: column price\.step_minutes integer$/],
    ['drop index payment_one_open', /^missing: index payment\.payment_one_open CREATE UNIQUE INDEX/],
    ['create table planted (id integer)', /^unexpected: table planted$/],
  ])('finds a planted difference: %s', async (plant, said) => {
    await migrateToLatest(url);
    await run(plant);
    expect(await differencesOf(url)).toContainEqual(expect.stringMatching(said));
  });
});

describe('the database that a command changes', () => {
  it('has to be named in production', () => {
    expect(adminUrlOf({}, { production: false })).toBe('postgres://postgres:postgres@127.0.0.1:5433/majlis');
    expect(() => adminUrlOf({}, { production: true })).toThrow('DATABASE_ADMIN_URL is missing');
    const named = { DATABASE_ADMIN_URL: 'postgres://a@b/c' };
    expect(adminUrlOf(named, { production: true })).toBe('postgres://a@b/c');
  });
});
