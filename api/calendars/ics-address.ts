import { isIP } from 'node:net';

export interface IcsAddress {
  url: string;
  /** What is shown of it: the rest of the address is the secret that opens it. */
  account: string;
}

/** What to say of an address that cannot be read. */
export interface IcsAddressFault {
  fault: string;
}

/** Names that mean something inside a network only (RFC 6761, RFC 6762, and what routers give away). */
const privateNames = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|private|home\.arpa)$/;

/**
 * A private .ics address as a lawyer pasted it: `webcal:` is `https:`. This is for the person who types; what the name leads
 * to is judged when it is read, each time. An allowed origin may be anything.
 */
export function icsAddressOf(text: string, allowedOrigins: string | undefined): IcsAddress | IcsAddressFault {
  const url = URL.parse(text.trim().replace(/^webcals?:/i, 'https:'));
  if (!url) return { fault: 'must be a web address' };
  if (url.username !== '' || url.password !== '')
    return { fault: 'must not contain a user name or a password' };
  url.hash = '';
  const address = { url: url.href, account: url.host };
  if (originsIn(allowedOrigins).has(url.origin)) return address;
  if (url.protocol !== 'https:') return { fault: 'must begin with https:// or webcal://' };
  if (!isPublicName(url.hostname)) return { fault: 'must lead to a public host, by its name' };
  return address;
}

function originsIn(list = ''): ReadonlySet<string> {
  const origins = list.split(',').flatMap((origin) => URL.parse(origin.trim())?.origin ?? []);
  return new Set(origins);
}

function isPublicName(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '').toLowerCase();
  const isAddress = name.startsWith('[') || isIP(name) !== 0;
  return !isAddress && name.includes('.') && !privateNames.test(name);
}
