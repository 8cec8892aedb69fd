import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { clusterOf } from './postgres-cluster.ts';
import { copyBinaries, installedBinaries } from './postgres-binaries.ts';
import type { Say } from './progress.ts';
import { canEnter, type Owner, serverOwner } from './server-owner.ts';

/** Where PostgreSQL's programs and data are, and whom it runs as. */
export interface PostgresPlace {
  native: string;
  /** The folder that holds the cluster and what belongs to it. */
  home: string;
  owner: Owner | undefined;
}

/** Where root keeps what must not stay below a folder that others cannot enter. */
const SHARED_HOME = '/var/lib/majlis';

/** In the folder of data, unless the user that PostgreSQL runs as cannot reach it there. That is said. */
export function postgresPlace(dataDir: string, say: Say): PostgresPlace {
  mkdirSync(dataDir, { recursive: true });
  const owner = ownerOf(clusterOf({ home: dataDir })) ?? serverOwner();
  const native = installedBinaries();
  if (!owner || (canEnter(join(native, 'bin'), owner) && canEnter(dataDir, owner))) {
    return { native, home: dataDir, owner };
  }
  const home = placeOfItsOwn(dataDir);
  makeReachable(home);
  say(
    `PostgreSQL does not run as root, and other users cannot enter this folder: its programs and data are in ${home}.`,
  );
  return { native: copyBinaries(native, home), home, owner };
}

/** A cluster belongs to the user that made it, and PostgreSQL runs as no other. */
function ownerOf(cluster: string): Owner | undefined {
  if (process.getuid?.() !== 0 || !existsSync(cluster)) return undefined;
  const { uid, gid } = statSync(cluster);
  return { uid, gid };
}

/** Named after the folder of data, so that copies of the project do not share it. */
function placeOfItsOwn(dataDir: string): string {
  const path = resolve(dataDir);
  const mark = createHash('sha256').update(path).digest('hex').slice(0, 12);
  return join(SHARED_HOME, `${basename(dirname(path))}-${mark}`);
}

function makeReachable(home: string): void {
  mkdirSync(home, { recursive: true });
  // Whatever the umask is: others pass through, and see no names.
  for (const folder of [dirname(home), home]) chmodSync(folder, 0o711);
}

/** Removes what was put elsewhere for this folder of data, if anything was. */
export function clearPlaceOfItsOwn(dataDir: string): boolean {
  const home = placeOfItsOwn(dataDir);
  if (!existsSync(home)) return false;
  rmSync(home, { recursive: true, force: true });
  return true;
}
