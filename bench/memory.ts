import { execFileSync } from 'node:child_process';

/** What a process holds in memory, in MiB, as the operating system counts it. */
export function residentMiB(pid: number): number {
  return Math.round(
    Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024,
  );
}
