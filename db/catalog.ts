import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/**
 * What a schema holds, one line for each thing, worded so that a line means the same in every schema: tables, columns,
 * constraints, indexes, and what the app's role may do. The search path must be that schema, then `public`.
 */
export async function readCatalog(db: Kysely<Database>, schema: string): Promise<Set<string>> {
  const { rows } = await sql<{ line: string }>`
    with tab as (
      select c.oid, c.relname from pg_class c
      where c.relkind in ('r', 'p') and c.relnamespace = ${schema}::regnamespace and c.relname not like 'kysely_migration%'
    )
    select 'table ' || relname as line from tab
    union all
    select format('column %s.%s %s%s%s', relname, attname, format_type(atttypid, atttypmod),
        case when attnotnull then ' not null' else '' end,
        coalesce(' default ' || pg_get_expr(adbin, adrelid), '') || case when attidentity <> '' then ' identity' else '' end)
      from tab join pg_attribute on attrelid = tab.oid left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where attnum > 0 and not attisdropped
    union all
    select format('constraint %s.%s %s', relname, conname, pg_get_constraintdef(con.oid))
      from tab join pg_constraint con on conrelid = tab.oid where contype <> 'n'
    union all
    select format('index %s.%s %s', tab.relname, idx.relname,
        replace(pg_get_indexdef(indexrelid), format(' ON %I.', ${schema}::text), ' ON '))
      from tab join pg_index on indrelid = tab.oid join pg_class idx on idx.oid = indexrelid
      where not exists (select from pg_constraint where conindid = indexrelid and contype <> 'f')
    union all
    select format('grant %s on %s to majlis_app', privilege, relname)
      from tab, unnest(array['select', 'insert', 'update', 'delete', 'truncate']) privilege
      where has_table_privilege('majlis_app', tab.oid, privilege)
  `.execute(db);
  return new Set(rows.map(({ line }) => line));
}
