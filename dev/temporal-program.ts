import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { findProgram, runCommand } from './command.ts';
import { withLock } from './lock.ts';
import { type Say, withProgress } from './progress.ts';
import { reasonOf } from './readiness.ts';
import { downloadedServer, downloadServer, downloadsAreReachable } from './sdk-download.ts';

/** The newest that can be built this way; `go install` refuses the versions after it. */
const GO_VERSION = '1.5.1';
const GO_PACKAGE = `github.com/temporalio/cli/cmd/temporal@v${GO_VERSION}`;

export interface TemporalProgram {
  path: string;
  /** Which way it was found, for the person at the terminal. */
  origin: string;
}

/** A `temporal` program: from the PATH, from an earlier run, from the SDK's download, or built with Go; in this order. */
export async function findTemporal(say: Say): Promise<TemporalProgram> {
  const onPath = await usableOnPath(say);
  if (onPath) return { path: onPath, origin: 'the temporal program on the PATH' };
  const downloaded = downloadedServer('temporal');
  if (downloaded) return { path: downloaded, origin: "the SDK's download, kept from an earlier start" };
  const built = builtProgram();
  if (existsSync(built)) return { path: built, origin: 'the program that Go built at an earlier start' };
  return (await download(say)) ?? (await buildWithGo(say));
}

async function usableOnPath(say: Say): Promise<string | undefined> {
  const path = findProgram('temporal');
  if (!path) return undefined;
  const help = await runCommand(path, ['server', 'start-dev', '--help'], { withinMs: 20_000 }).catch(
    reasonOf,
  );
  if (help.includes('--ui-public-path') && help.includes('--search-attribute')) return path;
  say(`${path} is too old for Majlis (it has no --ui-public-path), so another is used.`);
  return undefined;
}

async function download(say: Say): Promise<TemporalProgram | undefined> {
  if (!(await downloadsAreReachable())) return undefined;
  try {
    const path = await withProgress(say, 'Downloading Temporal (once)', () => downloadServer('temporal'));
    return { path, origin: "the SDK's download" };
  } catch (error) {
    say(`Temporal could not be downloaded (${reasonOf(error)}).`);
    return undefined;
  }
}

function builtProgram(): string {
  const file = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
  return join(cacheFolder(`temporal-${GO_VERSION}`), file);
}

async function buildWithGo(say: Say): Promise<TemporalProgram> {
  const go = findProgram('go');
  if (!go) {
    throw new Error(
      'Temporal cannot be started: there is no temporal program on the PATH, temporal.download cannot be reached, ' +
        'and there is no Go toolchain to build it with. Install one of the two, or set TEMPORAL_ADDRESS to a running server.',
    );
  }
  const program = builtProgram();
  const folder = cacheFolder(`temporal-${GO_VERSION}`);
  await withLock(`${folder}.lock`, { what: 'building Temporal', say }, async () => {
    if (existsSync(program)) return;
    say('temporal.download cannot be reached, so Temporal is built with Go, once.');
    await withProgress(say, 'Building Temporal (about 5 minutes on two cores)', () =>
      goInstall(go, folder, program),
    );
  });
  return { path: program, origin: 'go install, kept for the next start' };
}

/** Built aside and renamed at the end, so that a program in the cache is a whole one. */
async function goInstall(go: string, folder: string, program: string): Promise<void> {
  const unfinished = join(folder, 'unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  try {
    const env = { ...process.env, GOBIN: unfinished };
    await runCommand(go, ['install', GO_PACKAGE], { env, withinMs: 30 * 60_000 });
  } catch (error) {
    throw new Error(`Temporal could not be built: ${reasonOf(error)}`, { cause: error });
  }
  renameSync(join(unfinished, program.endsWith('.exe') ? 'temporal.exe' : 'temporal'), program);
  rmSync(unfinished, { recursive: true, force: true });
}
