import T from 'typebox';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerFormats } from './formats.ts';
import { Email, Instant, LocalDate, Name, Nullable, OneOf, Strict, Text, Zone } from './schema-parts.ts';
import { createCheck } from './validation.ts';

beforeAll(registerFormats);

const Schema = Strict({
  name: Text(3),
  note: T.Optional(Nullable(Text(5))),
  kind: T.Optional(OneOf(['a', 'b'])),
  at: T.Optional(Instant),
  on: T.Optional(LocalDate),
  zone: T.Optional(Zone),
  email: T.Optional(Email),
  person: T.Optional(Name(20)),
  list: T.Optional(T.Array(Strict({ n: T.Integer({ minimum: 1 }) }), { maxItems: 2 })),
});
const pointersOf = (value: unknown) =>
  createCheck(
    Schema,
    'body',
  )(value)
    .map(({ pointer }) => pointer)
    .toSorted();

describe('the faults of a body', () => {
  it('are all found at once, each with a pointer', () => {
    expect(pointersOf({ surprise: 1, 'a/b~c': 1, kind: 'c', list: [{ n: 0 }, { n: 1, m: 2 }] })).toEqual([
      '/body/a~1b~0c',
      '/body/kind',
      '/body/list/0/n',
      '/body/list/1/m',
      '/body/name',
      '/body/surprise',
    ]);
  });

  it('include what no schema names: NUL, half a surrogate pair, and nesting without end', () => {
    const deep = JSON.parse(`${'{"x":'.repeat(5000)}1${'}'.repeat(5000)}`);
    expect(pointersOf({ name: 'a\0' })).toEqual(['/body/name']);
    expect(pointersOf({ name: '\uDC00' })).toEqual(['/body/name']);
    expect(pointersOf({ ['\uD800']: 1 })).toEqual(['/body/\uFFFD']);
    expect(pointersOf({ name: 'a', list: deep })).toHaveLength(1);
  });

  it('are no fewer because they are many', () => {
    const crowd = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, 1]));
    expect(createCheck(Schema, 'body')({ ...crowd, name: 'a' })[0]).toEqual({
      pointer: '/body/k0',
      detail: 'is not a field of this request',
    });
    expect(pointersOf({ ...crowd, name: 1 })).not.toEqual([]);
    expect(pointersOf({ name: 'a', list: [{ ...crowd, n: 1 }] })).not.toEqual([]);
  });

  it('count code points, as Postgres does', () => {
    const family = '👨‍👩‍👧';
    expect(pointersOf({ name: '👍👍👍' })).toEqual([]);
    expect(pointersOf({ name: family })).toEqual(['/body/name']);
    expect(pointersOf({ name: 'abc', note: `${family}x` })).toEqual(['/body/note']);
    expect(pointersOf({ name: 'abc', note: null })).toEqual([]);
  });
});

describe('an instant', () => {
  const isTaken = (at: string) => pointersOf({ name: 'a', at }).length === 0;
  it.each(['2026-11-26T10:00:00+04:00', '2026-11-26T10:00Z', '2028-02-29T23:59:59.999Z'])('is %s', (at) => {
    expect(isTaken(at)).toBe(true);
  });
  it.each([
    '2027-02-29T10:00:00Z',
    '2026-11-26T24:00:00Z',
    '2026-11-26T10:00:60Z',
    '2026-11-26T10:00:00',
    '2026-11-26T10:00:00+25:00',
    '2026-11-26T10:00:00Z[Asia/Dubai]',
    '2026-W48-4T10:00:00Z',
    '+012026-11-26T10:00:00Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T00:00:00Z',
  ])('is not %s', (at) => expect(isTaken(at)).toBe(false));
});

describe('a zone', () => {
  it.each(['Asia/Dubai', 'America/Argentina/Buenos_Aires', 'UTC'])('is %s', (zone) => {
    expect(pointersOf({ name: 'a', zone })).toEqual([]);
  });
  it.each(['local', 'system', 'UTC+4', '+04:00', 'asia/dubai', 'Mars/Base', 'EST'])('is not %s', (zone) => {
    expect(pointersOf({ name: 'a', zone })).toEqual(['/body/zone']);
  });
});

describe('an e-mail address', () => {
  const isTaken = (email: string) => pointersOf({ name: 'a', email }).length === 0;
  it.each(['a@b.co', "o'brien+court@mail.example.com", 'A.B-c_d@EXAMPLE.AE'])('is %s', (email) => {
    expect(isTaken(email)).toBe(true);
  });
  it.each([
    'a@b',
    '"a b"@c.de',
    'a@[127.0.0.1]',
    '.a@b.co',
    'a.@b.co',
    'a..b@c.co',
    'a@-b.co',
    'a@b.c',
    'a@b.co\n',
    `${'a'.repeat(65)}@b.co`,
  ])('is not %s', (email) => expect(isTaken(email)).toBe(false));
});

describe('a name', () => {
  const isTaken = (person: string) => pointersOf({ name: 'a', person }).length === 0;
  it.each(['Salma Nasser', 'سلمى', ' x ', '😀'])('is %s', (name) => expect(isTaken(name)).toBe(true));
  it.each(['', '   ', 'a\nb', 'a\r\nBcc: x', '\u0007', 'a\u2028b', 'a\u0085b'])('is not %j', (name) => {
    expect(isTaken(name)).toBe(false);
  });
});
