import { describe, expect, it } from 'vitest';
import { redirectedUri } from './twilio.ts';

const base = 'http://127.0.0.1:4010/twilio';

describe('another place for Twilio', () => {
  it('has a folder for each product', () => {
    expect(redirectedUri('https://video.twilio.com/v1/Rooms?Status=completed', base)).toBe(
      `${base}/video/v1/Rooms?Status=completed`,
    );
    expect(redirectedUri('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json', `${base}/`)).toBe(
      `${base}/api/2010-04-01/Accounts/AC1/Messages.json`,
    );
  });

  it.each([
    'https://verify.twilio.com/v2/Services',
    'https://api.dublin.ie1.twilio.com/2010-04-01/Accounts',
    'https://api.twilio.com.evil.example/2010-04-01',
    'https://evil.example/api.twilio.com',
    'http://api.twilio.com/2010-04-01',
  ])('never lets a request through to %s', (uri) => {
    expect(() => redirectedUri(uri, base)).toThrow('not redirected');
  });
});
