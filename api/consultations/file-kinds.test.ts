import { describe, expect, it } from 'vitest';
import { mediaTypeOf } from './file-kinds.ts';

interface ZipEntry {
  name: string;
  size?: number;
}

/** The directory of an archive, which is all that is looked at. */
function zip(entries: readonly ZipEntry[], count = entries.length): Buffer {
  const start = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
  const directory = entries.map(({ name, size = 10 }) => {
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.write(name, 46);
    return entry;
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(start.length, 16);
  return Buffer.concat([start, ...directory, end]);
}

const word = { name: 'word/document.xml' };
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2]);

describe('a file that is taken', () => {
  it.each([
    { name: 'a.pdf', bytes: Buffer.from('%PDF-1.7'), type: 'application/pdf' },
    { name: 'b.PNG', bytes: png, type: 'image/png' },
    { name: 'c.jpeg', bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0]), type: 'image/jpeg' },
    { name: 'عقد.docx', bytes: zip([{ name: '[Content_Types].xml' }, word]), type: /wordprocessingml/ },
  ])('$name', ({ name, bytes, type }) => expect(mediaTypeOf(name, bytes)).toMatch(type));
});

describe('a file that is refused', () => {
  it.each([
    { why: 'another ending', name: 'a.png', bytes: Buffer.from('%PDF-1.7') },
    { why: 'no ending', name: 'pdf', bytes: png },
    { why: 'a page', name: 'a.pdf', bytes: Buffer.from('<html>%PDF-1.7') },
    { why: 'a drawing with scripts', name: 'a.svg', bytes: Buffer.from('<svg/>') },
    { why: 'nothing', name: 'a.pdf', bytes: Buffer.alloc(0) },
    { why: 'another archive', name: 'a.docx', bytes: zip([{ name: 'a.txt' }]) },
    {
      why: 'an archive that swells',
      name: 'a.docx',
      bytes: zip([word, { name: 'x', size: 60 * 1024 * 1024 }]),
    },
    { why: 'an archive of too many', name: 'a.docx', bytes: zip([word], 1001) },
    { why: 'a cut archive', name: 'a.docx', bytes: zip([word]).subarray(0, 30) },
    { why: 'an archive that lies about its directory', name: 'a.docx', bytes: zip([word], 2) },
  ])('$why', ({ name, bytes }) => expect(mediaTypeOf(name, bytes)).toBeUndefined());
});
