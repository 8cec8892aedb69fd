import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { runCommand } from './command.ts';
import { type Say, withProgress } from './progress.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'web', 'dist');
/** Which sources the build was made from; written last, so an interrupted build is made again. */
const stamp = join(dist, '.built-from');

/** Builds the web front when there is no build of exactly these sources. */
export async function buildWeb(say: Say): Promise<void> {
  const sources = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  await withProgress(say, 'Building the web front', async () => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const args = [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'];
    await runCommand(process.execPath, args, {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      withinMs: 180_000,
    });
    filesBelow(dist).forEach(compress);
    writeFileSync(stamp, sources);
  });
}

/** Everything that the bundle is made of: a change of any byte of it is another build. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const files = [
    ...filesBelow(join(root, 'web')),
    ...filesBelow(join(root, 'domain')),
    join(root, 'package-lock.json'),
  ];
  for (const file of files.filter((path) => !path.startsWith(dist) && !path.includes('.test.'))) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Compressed once here, instead of at each request. */
function compress(file: string): void {
  if (!/\.(js|css|html|svg|json|webmanifest)$/.test(file) || statSync(file).size < 1_024) return;
  const content = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(content));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
}
