import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sessionCookieName, sessionTokenOf } from './session-cookie.ts';

const secret = 'a secret that nobody else knows, at all';
const signed = (token: string, by = secret) =>
  encodeURIComponent(`${token}.${createHmac('sha256', by).update(token).digest('base64')}`);

describe('the session’s cookie', () => {
  it('has the secure prefix where the connection is secure', () => {
    expect(sessionCookieName('http://localhost:3000')).toBe('majlis.session_token');
    expect(sessionCookieName('https://majlis.example')).toBe('__Secure-majlis.session_token');
  });

  it('gives its token when the signature is ours, among other cookies', () => {
    expect(sessionTokenOf(`a=1; s=${signed('tok.en')}; b=2`, 's', secret)).toBe('tok.en');
  });

  it.each([
    undefined,
    '',
    's=',
    's=token',
    `s=${signed('token', 'another secret')}`,
    `s=${signed('token')}x`,
    `s=other${signed('token').slice(5)}`,
    's=%E0%A4%A',
    `xs=${signed('token')}`,
  ])('gives none for %s', (header) => expect(sessionTokenOf(header, 's', secret)).toBeUndefined());
});
