import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first program of that name on the PATH. */
export function findProgram(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  // What npm puts in front is the project's own, and never what is looked for here.
  const folders = path.split(delimiter).filter((folder) => folder !== '' && !folder.includes('node_modules'));
  return folders.map((folder) => join(folder, file)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

interface CommandOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  withinMs: number;
}

/** Runs a program to its end and returns what it printed; throws with the last of it when it fails. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { env = process.env, cwd, withinMs } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: withinMs,
    });
    // A build of minutes must not go on when the one who waits for it has ended.
    const endWithUs = () => child.kill();
    process.once('exit', endWithUs);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('exit', endWithUs);
      if (code === 0) return resolve(said);
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      return reject(new Error(`${[program, ...args].join(' ')} ${how}: ${said.trim().slice(-1_500)}`));
    });
  });
}
