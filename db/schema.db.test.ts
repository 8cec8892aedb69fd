import { readdir, readFile } from 'node:fs/promises';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withClient } from '#dev/postgres-database.ts';
import { createTestDatabase } from '#test/setup/database.ts';
import type { TestDatabase } from '#test/setup/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What may be null: said with the type itself, or with the one alias that means it. */
function isNullable(type: ts.TypeNode | undefined): boolean {
  return /\| null$|^OptionalTimestamp$/.test(type?.getText() ?? '');
}

/** `table.column`, with a question mark when it may be null, of every row type that `Database` names. */
async function declaredColumns(): Promise<string[]> {
  const rows = new URL('./rows/', import.meta.url);
  const files = [
    ...(await readdir(rows)).map((name) => new URL(name, rows)),
    new URL('./schema.ts', import.meta.url),
  ];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const interfaces = new Map(
    texts
      .flatMap((text) => [...ts.createSourceFile('rows.ts', text, ts.ScriptTarget.Latest, true).statements])
      .filter(ts.isInterfaceDeclaration)
      .map((each) => [each.name.text, each.members]),
  );
  const columns: string[] = [];
  for (const table of interfaces.get('Database') ?? []) {
    if (!ts.isPropertySignature(table)) continue;
    for (const column of interfaces.get(table.type?.getText() ?? '') ?? []) {
      if (!ts.isPropertySignature(column)) continue;
      const name = `${snakeCase(table.name.getText())}.${snakeCase(column.name.getText())}`;
      columns.push(isNullable(column.type) ? `${name}?` : name);
    }
  }
  return columns.toSorted();
}

async function actualColumns(): Promise<string[]> {
  const { rows } = await withClient(database.adminUrl, (client) =>
    client.query<{ name: string }>(`
      select table_name || '.' || column_name || case is_nullable when 'YES' then '?' else '' end as name
      from information_schema.columns
      where table_schema = 'public' and table_name not like 'kysely%'`),
  );
  return rows.map(({ name }) => name).toSorted();
}

describe('the row types', () => {
  it('name every table and column that the migrations make, and what may be null', async () => {
    expect(await declaredColumns()).toEqual(await actualColumns());
  });
});
