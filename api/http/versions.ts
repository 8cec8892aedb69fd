import T from 'typebox';
import { Problem } from '#domain/problem.ts';
import { invalidRequest } from './problems.ts';

/** For the document: what `etagOf` puts on an answer. */
export const versionHeader = {
  ETag: T.String({ description: 'The version. The next change sends it as If-Match.', examples: ['"3"'] }),
};

/** The strong ETag of a version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

const entityTag = /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;

/** The version that the caller has seen; without it nobody may overwrite what somebody else may have changed. */
export function expectedVersion(ifMatch: string | undefined): number {
  // `*` is any version, also one that the caller has not seen.
  if (ifMatch === undefined || ifMatch.trim() === '*')
    throw new Problem('precondition_required', 'Send If-Match with the ETag that you have read.');
  const tag = ifMatch.trim();
  if (!entityTag.test(tag))
    throw invalidRequest([{ pointer: '/headers/if-match', detail: 'must be one ETag, with its quotes' }]);
  const version = /^"(\d{1,9})"$/.exec(tag)?.[1];
  // A weak one never matches, and another one is of something else: neither is the version that is there.
  if (version === undefined)
    throw new Problem('version_conflict', 'If-Match does not name a version of this.');
  return Number(version);
}

/** The same where the guard is optional. */
export function expectedVersionIfAny(ifMatch: string | undefined): number | undefined {
  return ifMatch === undefined || ifMatch.trim() === '*' ? undefined : expectedVersion(ifMatch);
}
