import { execFileSync, spawnSync } from 'node:child_process';

/** Whom a server runs as. Undefined: as ourselves. */
export interface Owner {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root; then it runs as `postgres`, or as `nobody`, which every system has. */
export function serverOwner(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = ownerNamed('postgres') ?? ownerNamed('nobody');
  if (!owner)
    throw new Error(
      'PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody.',
    );
  return owner;
}

function ownerNamed(name: string): Owner | undefined {
  try {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
    );
    return uid === undefined || gid === undefined ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
}

/** Whether that user gets into a folder. It is tried, since modes, lists and mounts all have a say. */
export function canEnter(folder: string, owner: Owner): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...owner, cwd: '/' }).status === 0;
}
