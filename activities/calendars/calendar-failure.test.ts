import { describe, expect, it } from 'vitest';
import { asActivityFailure, CalendarFailure, failureOfAnswer, failureOfCall } from './calendar-failure.ts';

describe('an answer of a provider', () => {
  it.each([
    [401, undefined, 'access_withdrawn', 'needs_lawyer'],
    [403, 'insufficientPermissions', 'access_withdrawn', 'needs_lawyer'],
    [403, 'rateLimitExceeded', 'provider_busy', 'passing'],
    [403, 'quotaExceeded', 'provider_busy', 'passing'],
    [404, undefined, 'calendar_gone', 'needs_lawyer'],
    [410, undefined, 'calendar_gone', 'needs_lawyer'],
    [429, undefined, 'provider_busy', 'passing'],
    [400, undefined, 'provider_refused', 'passing'],
    [408, undefined, 'provider_unavailable', 'passing'],
    [500, undefined, 'provider_unavailable', 'passing'],
    [503, undefined, 'provider_unavailable', 'passing'],
  ])('of %i, %s, means %s', (status, reason, code, kind) => {
    expect(failureOfAnswer({ status, reason, retryAfter: undefined })).toMatchObject({ code, kind });
  });

  it.each([
    ['7', 7000],
    ['86400', 600_000],
    ['0', undefined],
    ['-1', undefined],
    ['Tue, 24 Nov 2026 12:00:00 GMT', undefined],
    [undefined, undefined],
  ])('says when to come again, within bounds: %s', (retryAfter, retryAfterMs) => {
    expect(failureOfAnswer({ status: 429, reason: undefined, retryAfter }).retryAfterMs).toBe(retryAfterMs);
  });
});

describe('a call without an answer', () => {
  const coded = (code: string) => Object.assign(new Error('layla@example.com'), { code });
  it.each([
    [coded('ECONNREFUSED'), 'network'],
    [coded('ETIMEDOUT'), 'timeout'],
    [coded('CERT_HAS_EXPIRED'), 'network'],
    [coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'network'],
    [coded('HPE_INVALID_CONSTANT'), 'network'],
    [new TypeError('fetch failed', { cause: coded('UND_ERR_CONNECT_TIMEOUT') }), 'timeout'],
    [new TypeError('fetch failed', { cause: new AggregateError([coded('ECONNREFUSED')]) }), 'network'],
    [new DOMException('too long', 'TimeoutError'), 'timeout'],
    [new SyntaxError('Unexpected token < in <title>Secret'), 'provider_unavailable'],
    ['something', 'network'],
  ])('is one of a few failures: %s', (error, code) => {
    expect(failureOfCall(error)).toMatchObject({ code, kind: 'passing' });
  });

  it('repeats nothing that a client said', () => {
    const failure = failureOfCall(coded('ECONNRESET'));
    expect(`${failure.message}${failure.stack}${JSON.stringify(failure)}`).not.toContain('layla');
    expect(failure.cause).toBeUndefined();
  });
});

describe('what Temporal gets', () => {
  it('is a code, whether to try again, and when', () => {
    expect(asActivityFailure(new CalendarFailure('provider_busy', 'passing', 7000))).toMatchObject({
      type: 'provider_busy',
      message: 'Calendar: provider_busy',
      nonRetryable: false,
      nextRetryDelay: 7000,
    });
    expect(asActivityFailure(new CalendarFailure('access_withdrawn', 'needs_lawyer'))).toMatchObject({
      type: 'access_withdrawn',
      nonRetryable: true,
    });
  });
});
