import twilio from 'twilio';
import { describe, expect, it } from 'vitest';
import { refusalOf } from './delivery.ts';

const fromTwilio = (statusCode: number, code?: number) =>
  new twilio.RestException({ statusCode, body: { code, message: 'To +971500000000 is not valid' } });
const fromSendgrid = (status: number) =>
  Object.assign(new Error('Bad Request'), { code: status, response: {} });
const network = (code: string) => Object.assign(new Error(code), { code });

describe('whether a message certainly did not go out', () => {
  it.each([
    ['not a number', fromTwilio(400, 21211), { code: '21211', isForGood: true }],
    ['opted out', fromTwilio(400, 21610), { code: '21610', isForGood: true }],
    ['our sender is wrong', fromTwilio(400, 21606), { code: '21606', isForGood: false }],
    ['too many requests', fromTwilio(429, 20429), { code: '20429', isForGood: false }],
    ['a refused mail', fromSendgrid(400), { code: '400', isForGood: false }],
    ['SendGrid failed', fromSendgrid(500), { code: '500', isForGood: false }],
    ['nobody listened', network('ECONNREFUSED'), { code: 'ECONNREFUSED', isForGood: false }],
  ])('yes: %s', (_, error, refusal) => {
    expect(refusalOf(error)).toEqual(refusal);
  });

  it.each([
    ['Twilio failed', fromTwilio(500)],
    ['a gateway gave up waiting', fromSendgrid(504)],
    ['the connection broke', network('ECONNRESET')],
    ['time ran out', network('ECONNABORTED')],
    ['something else', new Error('the database is away')],
  ])('nobody knows: %s', (_, error) => {
    expect(refusalOf(error)).toBeUndefined();
  });
});
