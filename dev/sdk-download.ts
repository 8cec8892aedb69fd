import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import T from 'typebox';
import { Parse } from 'typebox/value';
import { cacheFolder } from './cache.ts';

type Server = 'temporal' | 'test-server';

const DOWNLOAD_HOST = 'https://temporal.download';
const PATIENCE_MS = 10 * 60_000;

const { version } = Parse(
  T.Object({ version: T.String() }),
  createRequire(import.meta.url)('@temporalio/testing/package.json'),
);

/** Each version of the SDK brings the server that fits it. */
function folderOf(server: Server): string {
  return cacheFolder(`sdk-${version}-${server}`);
}

/** The program that Temporal's SDK downloaded earlier. */
export function downloadedServer(server: Server): string | undefined {
  const folder = folderOf(server);
  const file = readdirSync(folder).find((name) => !name.endsWith('.downloading'));
  return file && join(folder, file);
}

/** Whether it makes sense to try: without this the SDK would retry for a long time on a machine that is cut off. */
export async function downloadsAreReachable(environment: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  // The SDK goes through a proxy where Node does not.
  if (environment['HTTPS_PROXY'] || environment['https_proxy']) return true;
  try {
    await fetch(DOWNLOAD_HOST, { method: 'HEAD', signal: AbortSignal.timeout(5_000) });
    return true;
  } catch {
    return false;
  }
}

/** Lets the SDK download a server. It offers that only together with a start, so the server is started and ended. */
export async function downloadServer(server: Server): Promise<string> {
  const executable = { type: 'cached-download' as const, downloadDir: folderOf(server) };
  const started =
    server === 'temporal'
      ? TestWorkflowEnvironment.createLocal({ server: { executable } })
      : TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  const environment = await Promise.race([started, tooLate()]);
  await environment.teardown();
  const program = downloadedServer(server);
  if (!program) throw new Error(`the SDK put nothing into ${folderOf(server)}`);
  return program;
}

function tooLate(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(
      () => reject(new Error(`nothing came within ${PATIENCE_MS / 60_000} minutes`)),
      PATIENCE_MS,
    ).unref();
  });
}
