/**
 * The database that migrations and checks work on. Without one in the environment it is the server of `npm start`;
 * in production somebody has to name it, so that no command ever changes a database by accident.
 */
export function adminUrlOf(
  environment: Readonly<Record<string, string | undefined>>,
  { production }: { production: boolean },
): string {
  const url = environment['DATABASE_ADMIN_URL']?.trim();
  if (url) return url;
  if (production)
    throw new Error('DATABASE_ADMIN_URL is missing: name the database and a role that may change it.');
  const port = environment['POSTGRES_PORT']?.trim() || '5433';
  return `postgres://postgres:postgres@127.0.0.1:${port}/majlis`;
}

/** One sentence for a terminal; Node packs failed connections into an error without a message. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
