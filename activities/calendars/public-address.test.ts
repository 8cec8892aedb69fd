import { lookup } from 'node:dns/promises';
import { describe, expect, it } from 'vitest';
import { isPublicAddress, publicLookup, refuseLiteral } from './public-address.ts';

describe('an address on the public internet', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '193.0.0.1',
  ])('may be read: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(['2606:4700:4700::1111', '2a00:1450:4001:80b::200e', '2001:4860:4860::8888'])(
    'may be read: %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('any other address', () => {
  it.each([
    ['0.0.0.0', 'this host'],
    ['10.1.2.3', 'private'],
    ['100.64.0.1', 'shared, behind a carrier'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['169.254.169.254', 'metadata of clouds'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['198.18.0.1', 'for measurements'],
    ['203.0.113.9', 'for documents'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback in the clothes of IPv6'],
    ['::ffff:8.8.8.8', 'IPv4 in the clothes of IPv6'],
    ['::127.0.0.1', 'the older clothes'],
    ['64:ff9b::7f00:1', 'loopback through a translator'],
    ['64:ff9b:1::1', 'a local translator'],
    ['fc00::1', 'private'],
    ['fd12:3456:789a::1', 'private'],
    ['fe80::1', 'link-local'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['2001::1', 'Teredo'],
    ['2001:db8::1', 'for documents'],
    ['2002:7f00:1::', 'loopback through 6to4'],
    ['fd00:ec2::254', 'metadata of a cloud'],
    ['localhost', 'no address at all'],
    ['', 'nothing'],
  ])('may not: %s, %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['[::1]', '127.0.0.1', '[::ffff:7f00:1]'])(
    'is refused when it stands in an address: %s',
    (host) => {
      expect(() => refuseLiteral(host)).toThrow('address_not_allowed');
    },
  );

  it('is refused when a name leads there', async () => {
    const [{ address } = { address: '' }] = await lookup('localhost', { all: true });
    expect(isPublicAddress(address)).toBe(false);
    const answer = new Promise((resolve) => {
      publicLookup('localhost', {}, (error, found) => resolve(error ?? found));
    });
    expect(await answer).toMatchObject({ code: 'address_not_allowed', kind: 'needs_lawyer' });
  });
});
