import { Problem } from '#domain/problem.ts';

/** The strong ETag of a version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** The version that the caller has seen; without it nobody may overwrite what somebody else may have changed. */
export function expectedVersion(ifMatch: string | undefined): number {
  if (ifMatch === undefined)
    throw new Problem('precondition_required', 'Send If-Match with the ETag that you have read.');
  const version = /^"(\d{1,9})"$/.exec(ifMatch.trim())?.[1];
  // Whatever else it names, it is not the version that is there.
  if (version === undefined)
    throw new Problem('version_conflict', 'If-Match does not name a version of this.');
  return Number(version);
}
