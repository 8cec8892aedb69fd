/** A kind of file that may be sent: told by its first bytes, and by the end of its name, which must agree. */
interface FileKind {
  mediaType: string;
  extensions: readonly string[];
  matches: (bytes: Buffer) => boolean;
}

const startsWith =
  (...signature: readonly number[]) =>
  (bytes: Buffer) =>
    bytes.subarray(0, signature.length).equals(Buffer.from(signature));

const fileKinds: readonly FileKind[] = [
  { mediaType: 'application/pdf', extensions: ['pdf'], matches: startsWith(0x25, 0x50, 0x44, 0x46, 0x2d) },
  {
    mediaType: 'image/png',
    extensions: ['png'],
    matches: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  },
  { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'], matches: startsWith(0xff, 0xd8, 0xff) },
  {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extensions: ['docx'],
    matches: isWordDocument,
  },
];

/** The media type of a file whose name and content agree on one that is taken; undefined for every other. */
export function mediaTypeOf(name: string, bytes: Buffer): string | undefined {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return fileKinds.find((kind) => kind.extensions.includes(extension) && kind.matches(bytes))?.mediaType;
}

const ENTRIES_MAX = 1000;
const UNPACKED_BYTES_MAX = 50 * 1024 * 1024;
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/**
 * A ZIP archive whose directory names a Word document, and that does not swell beyond 50 MiB or 1,000 entries. Only the
 * directory is read; nothing is unpacked.
 */
function isWordDocument(bytes: Buffer): boolean {
  if (!startsWith(0x50, 0x4b, 0x03, 0x04)(bytes)) return false;
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length || bytes.readUInt32LE(end) !== END_OF_DIRECTORY) return false;
  const entries = directoryOf(bytes, bytes.readUInt32LE(end + 16), bytes.readUInt16LE(end + 10));
  if (!entries) return false;
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  return unpacked <= UNPACKED_BYTES_MAX && entries.some(({ name }) => name === 'word/document.xml');
}

function directoryOf(
  bytes: Buffer,
  start: number,
  count: number,
): { name: string; size: number }[] | undefined {
  if (count > ENTRIES_MAX) return undefined;
  const entries = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) return undefined;
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    entries.push({ name, size: bytes.readUInt32LE(at + 24) });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}
