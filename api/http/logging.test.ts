import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { serializers } from './logging.ts';

describe('what is logged', () => {
  it('of a request is its method and path, without the query', () => {
    const request = { method: 'GET', url: '/api/lawyers?q=secret', headers: { cookie: 'secret' } };
    expect(serializers.req(request as unknown as FastifyRequest)).toEqual({
      method: 'GET',
      path: '/api/lawyers',
    });
  });

  it.each([
    '/api/calendar-feed/secret.ics',
    '/api/calendar-feed/secret.ics?x=secret',
    '/api/calendar-feed/secret/secret',
    '//API/Calendar-Feed/secret',
  ])('of the address of a calendar feed is nothing that opens it: %s', (url) => {
    const request = { method: 'GET', url } as unknown as FastifyRequest;
    expect(JSON.stringify(serializers.req(request))).not.toContain('secret');
  });

  it('of a refusal by Postgres never quotes what somebody typed', () => {
    const refusal = Object.assign(new Error('duplicate key: secret'), {
      severity: 'ERROR',
      code: '23505',
      detail: 'Key (email)=(secret) already exists.',
      constraint: 'app_user_email_key',
    });
    const logged = serializers.err(new Error('failed', { cause: refusal }));
    expect(logged.cause).toMatchObject({ message: 'refused by app_user_email_key', code: '23505' });
    expect(JSON.stringify(logged)).not.toContain('secret');
  });
});
