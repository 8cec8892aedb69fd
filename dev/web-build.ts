import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { runCommand } from './command.ts';
import { withLock } from './lock.ts';
import { type Say, withProgress } from './progress.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'web', 'dist');
/** Which sources the build was made from. */
const stamp = join(dist, '.built-from');
/** Built aside and renamed at the end: a running API serves a whole front at any moment. */
const unfinished = join(root, 'node_modules', '.web-dist');

/** Builds the web front when there is no build of exactly these sources. */
export async function buildWeb(say: Say): Promise<void> {
  await withLock(`${unfinished}.lock`, { what: 'building the web front', say }, async () => {
    const sources = fingerprint();
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
    await withProgress(say, 'Building the web front', () => build(sources));
  });
}

async function build(sources: string): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const target = ['--outDir', unfinished, '--emptyOutDir'];
  await runCommand(
    process.execPath,
    [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn', ...target],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      withinMs: 180_000,
    },
  );
  filesBelow(unfinished).forEach(compress);
  writeFileSync(join(unfinished, '.built-from'), sources);
  rmSync(dist, { recursive: true, force: true });
  renameSync(unfinished, dist);
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
