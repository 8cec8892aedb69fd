import { describe, expect, it } from 'vitest';
import { icsAddressOf } from './ics-address.ts';

const allowed = 'http://127.0.0.1:4010, http://calendar.test';

describe('an .ics address', () => {
  it.each([
    {
      text: 'https://calendar.google.com/calendar/ical/a%40b/private-1/basic.ics',
      url: 'https://calendar.google.com/calendar/ical/a%40b/private-1/basic.ics',
      account: 'calendar.google.com',
    },
    {
      text: ' webcal://p01.icloud.com/x?t=1#top ',
      url: 'https://p01.icloud.com/x?t=1',
      account: 'p01.icloud.com',
    },
    { text: 'WEBCAL://Example.COM', url: 'https://example.com/', account: 'example.com' },
    { text: 'https://example.com:8443/a', url: 'https://example.com:8443/a', account: 'example.com:8443' },
    {
      text: 'http://127.0.0.1:4010/ics/layla.ics',
      url: 'http://127.0.0.1:4010/ics/layla.ics',
      account: '127.0.0.1:4010',
    },
    { text: 'http://calendar.test/a', url: 'http://calendar.test/a', account: 'calendar.test' },
  ])('is taken, and shown by its host alone: $text', ({ text, ...address }) => {
    expect(icsAddressOf(text, allowed)).toEqual(address);
  });

  it.each([
    { text: 'nothing', fault: 'must be a web address' },
    { text: 'https://', fault: 'must be a web address' },
    { text: 'https://me:secret@example.com/a', fault: 'must not contain a user name or a password' },
    { text: 'http://me@127.0.0.1:4010/a', fault: 'must not contain a user name or a password' },
    ...['http://example.com/a', 'ftp://example.com/a', 'file:///etc/passwd'].map((text) => ({
      text,
      fault: 'must begin with https:// or webcal://',
    })),
    ...[
      'http://127.0.0.1:4011/a',
      'https://127.0.0.1/a',
      'https://127.1/a',
      'https://0x7f000001/a',
      'https://2130706433/a',
      'https://[::1]/a',
      'https://[::ffff:10.0.0.1]/a',
      'https://169.254.169.254/latest/meta-data',
      'https://localhost/a',
      'https://LOCALHOST./a',
      'https://postgres/a',
      'https://printer.local/a',
      'https://metadata.google.internal/a',
      'https://①②⑦.⓪.⓪.①/a',
    ].map((text) => ({
      text,
      fault: text.startsWith('http:')
        ? 'must begin with https:// or webcal://'
        : 'must lead to a public host, by its name',
    })),
  ])('is refused, whatever it is made to look like: $text', ({ text, fault }) => {
    expect(icsAddressOf(text, allowed)).toEqual({ fault });
  });
});
