import T from 'typebox';
import { createHash } from 'node:crypto';

/** For the document: what `entityTagOf` puts on an answer. */
export const entityTagHeader = {
  ETag: T.String({
    description: 'Sent as If-None-Match, it is answered with 304 while nothing has changed.',
  }),
};

/** The strong ETag of a text. */
export function entityTagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
}

/** Whether the caller, by its If-None-Match, has this version already. The comparison is the weak one, as for every GET. */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(',').map((each) => each.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
