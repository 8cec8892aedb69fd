import { describe, expect, it } from 'vitest';
import { Problem } from '#domain/problem.ts';
import { outageOf } from './outages.ts';
import { invalidRequest, problemBody } from './problems.ts';

const body = (problem: Problem, requestId = 'r1') =>
  problemBody(problem, 'https://majlis.example', requestId);

describe('the body of a refusal', () => {
  it('has the members of RFC 9457, a code, and what the refusal carries', () => {
    const quote = { refund: 1 };
    expect(body(new Problem('quote_changed', 'It fell.', { members: { quote }, reason: 'late' }))).toEqual({
      type: 'https://majlis.example/problems/quote_changed',
      title: 'The refund has changed since it was shown',
      status: 409,
      detail: 'It fell.',
      instance: 'r1',
      code: 'quote_changed',
      reason: 'late',
      quote,
    });
  });

  it('cannot have its own members overwritten', () => {
    expect(body(new Problem('slot_taken', 'd', { members: { code: 'x', status: 200 } }))).toMatchObject({
      code: 'slot_taken',
      status: 409,
    });
  });

  it('is the very same for everything that is not there, whoever asks and for whatever reason', () => {
    const [one, two] = [new Problem('not_found', 'no such lawyer'), new Problem('not_found', 'not yours')];
    expect(JSON.stringify(body(one, 'r1'))).toBe(JSON.stringify(body(two, 'r2')));
  });

  it('names every fault', () => {
    const errors = [{ pointer: '/body/a', detail: 'is missing' }];
    expect(body(invalidRequest(errors))).toMatchObject({
      status: 400,
      errors,
      detail: '/body/a is missing.',
    });
  });
});

describe('an outage', () => {
  const coded = (code: string | number, more = {}) => Object.assign(new Error('x'), { code, ...more });
  it.each([
    coded('ECONNREFUSED'),
    coded('57P01'),
    coded('08006'),
    coded('40P01'),
    coded(14, { details: 'unavailable' }),
    new Error('Connection terminated unexpectedly'),
    new Error('wrapped', { cause: new Error('again', { cause: coded('ECONNRESET') }) }),
    new AggregateError([coded('ECONNREFUSED')]),
  ])('is told by %s', (error) => expect(outageOf(error)).toMatchObject({ code: 'temporarily_unavailable' }));

  it.each([
    coded('23505'),
    coded('22P02'),
    coded(5, { details: 'not found' }),
    new TypeError('x'),
    'text',
    undefined,
  ])('is not told by %s', (error) => expect(outageOf(error)).toBeUndefined());
});
