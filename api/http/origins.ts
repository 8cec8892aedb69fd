const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The origins of our own pages: the public one, and on loopback its other spellings. */
export function ownOrigins(publicUrl: string): readonly string[] {
  const url = new URL(publicUrl);
  if (!loopback.has(url.hostname)) return [url.origin];
  const port = url.port === '' ? '' : `:${url.port}`;
  return [...loopback].map((host) => `${url.protocol}//${host}${port}`);
}

interface OriginHeaders {
  origin?: string | undefined;
  'sec-fetch-site'?: string | string[] | undefined;
}

/**
 * Whether a write that carries our cookie may come from where it says it comes from. Browsers always say so, by one
 * header or the other; programs say nothing, and nobody can make a program send somebody else's cookie.
 */
export function isOwnOrigin(headers: OriginHeaders, origins: readonly string[]): boolean {
  if (headers.origin !== undefined) return origins.includes(headers.origin);
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}
