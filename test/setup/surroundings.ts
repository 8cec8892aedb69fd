import { freePort } from '#dev/ports.ts';

/** Nothing of the developer's own environment may leak in: a test must never meet a real provider or database. */
export function surroundings(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'HTTPS_PROXY', 'CI'];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** A free port for each part that listens, by its variable. */
export async function freshPorts(): Promise<Record<string, string>> {
  const names = [
    'PORT',
    'POSTGRES_PORT',
    'TEMPORAL_PORT',
    'TEMPORAL_UI_PORT',
    'SANDBOX_PORT',
    'METRICS_PORT',
    'WORKER_METRICS_PORT',
  ];
  const entries: [string, string][] = [];
  for (const name of names) entries.push([name, String(await freePort())]);
  return Object.fromEntries(entries);
}
