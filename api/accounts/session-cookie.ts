import { createHmac, timingSafeEqual } from 'node:crypto';

/** The cookie's name as better-auth makes it from the prefix; `__Secure-` on https. */
export function sessionCookieName(publicUrl: string): string {
  return `${publicUrl.startsWith('https:') ? '__Secure-' : ''}majlis.session_token`;
}

/** The session's token in a Cookie header, when its signature is ours. */
export function sessionTokenOf(header: string | undefined, name: string, secret: string): string | undefined {
  const signed = cookieIn(header, name);
  const dot = signed?.lastIndexOf('.') ?? -1;
  if (signed === undefined || dot < 1) return undefined;
  const token = signed.slice(0, dot);
  const expected = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'));
  const given = Buffer.from(signed.slice(dot + 1));
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined;
}

function cookieIn(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(';').find((each) => each.trim().startsWith(`${name}=`));
  if (pair === undefined) return undefined;
  try {
    return decodeURIComponent(pair.trim().slice(name.length + 1));
  } catch {
    // Not a cookie that we wrote.
    return undefined;
  }
}
