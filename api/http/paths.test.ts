import { describe, expect, it } from 'vitest';
import { attachmentNamed } from './attachment.ts';
import { expectedVersion, expectedVersionIfAny } from './versions.ts';
import { isPage } from './static.ts';

describe('a page of the front', () => {
  it.each(['/', '/lawyers/1', '/sign-in', '/operations', '/consultations/1?x=1'.split('?')[0] ?? ''])(
    'is %s',
    (path) => {
      expect(isPage('GET', path)).toBe(true);
    },
  );
  it.each(['/api/nothing', '/api', '/assets/gone.js', '/healthz', '/favicon.ico', '/operations/temporal/x'])(
    'is not %s',
    (path) => expect(isPage('GET', path)).toBe(false),
  );
  it('is only ever read', () => expect(isPage('POST', '/')).toBe(false));
});

describe('the name under which a file is saved', () => {
  it.each([
    { name: 'a.pdf', header: `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf` },
    { name: 'عقد.pdf', header: `attachment; filename="___.pdf"; filename*=UTF-8''%D8%B9%D9%82%D8%AF.pdf` },
    {
      name: 'a"\r\nb\\.pdf',
      header: `attachment; filename="a___b_.pdf"; filename*=UTF-8''a%22%0D%0Ab%5C.pdf`,
    },
    {
      name: "it's (1).pdf",
      header: `attachment; filename="it's (1).pdf"; filename*=UTF-8''it%27s%20%281%29.pdf`,
    },
  ])('$name', ({ name, header }) => expect(attachmentNamed(name)).toBe(header));
});

describe('If-Match', () => {
  it('names a version by its strong ETag', () => expect(expectedVersion('"12"')).toBe(12));
  it.each([undefined, '*', ' * '])('is required, and %j names no version', (header) => {
    expect(() => expectedVersion(header)).toThrow(expect.objectContaining({ code: 'precondition_required' }));
  });
  it.each(['W/"12"', '"a"', '""', '"9999999999"'])('does not match as %s', (header) => {
    expect(() => expectedVersion(header)).toThrow(expect.objectContaining({ code: 'version_conflict' }));
  });
  it.each(['12', '', '"12', '"1", "2"', "'12'"])('cannot be read as %j', (header) => {
    expect(() => expectedVersion(header)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
  });
  it('may be absent where it is optional', () => {
    expect(expectedVersionIfAny(undefined)).toBeUndefined();
    expect(expectedVersionIfAny('"12"')).toBe(12);
  });
});
