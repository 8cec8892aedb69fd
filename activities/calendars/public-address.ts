import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { BlockList, isIP } from 'node:net';
import { CalendarFailure } from './calendar-failure.ts';

/** Everything that is not the public internet: RFC 6890 and what has been added to its registries. */
const privateSubnets: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Of IPv6 only what is given out for the public internet is let through; these lie within it. */
const privateWithinPublicV6: readonly (readonly [network: string, prefix: number])[] = [
  // Teredo, ORCHID, documentation, 6to4 and SRv6: they lead elsewhere, or to an IPv4 address inside them.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
];

const blocked = new BlockList();
for (const [network, prefix] of privateSubnets) blocked.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of privateWithinPublicV6) blocked.addSubnet(network, prefix, 'ipv6');
const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');

/**
 * Whether this address is on the public internet. Neither loopback, private, link-local (where clouds keep their
 * metadata), shared (CGNAT), multicast or reserved addresses are, nor IPv4 addresses in the clothes of IPv6.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked.check(address, 'ipv4');
  return family === 6 && publicV6.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}

/**
 * For a socket's `lookup`: what is judged is what is connected to, so a name cannot mean one thing when it is checked and
 * another when it is used. One private address among several is enough to refuse the name.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const refused = error ?? refusalOf(addresses);
    const [first] = addresses ?? [];
    if (refused || !first) callback(refused ?? notAllowed(), '', 0);
    else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

function refusalOf(addresses: readonly { address: string }[]): CalendarFailure | undefined {
  return addresses.every(({ address }) => isPublicAddress(address)) ? undefined : notAllowed();
}

/** For the host of an address: an IP address is never looked up, so it has to be judged here. */
export function refuseLiteral(hostname: string): void {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (isIP(address) !== 0 && !isPublicAddress(address)) throw notAllowed();
}

function notAllowed(): CalendarFailure {
  return new CalendarFailure('address_not_allowed', 'needs_lawyer');
}
