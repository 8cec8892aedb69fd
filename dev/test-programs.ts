import { existsSync, readFileSync } from 'node:fs';
import { findProgram, runCommand } from './command.ts';
import { type Say, withProgress } from './progress.ts';
import { reasonOf } from './readiness.ts';
import { needsJava } from './test-server.ts';

interface Missing {
  what: string;
  packages: string[];
}

/** Whatever of Chromium is there; the tests in a browser use it as it is. */
export function findChromium(): string | undefined {
  const given = process.env['CHROME_PATH'];
  if (given && existsSync(given)) return given;
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
    .map((name) => findProgram(name))
    .find(Boolean);
}

/**
 * Installs what the tests need beyond npm's packages, where nobody minds: as root in a container, or in CI. Elsewhere it
 * says which command does so, and the tests that need it fail.
 */
export async function provideTestPrograms(say: Say): Promise<void> {
  const missing = await missingPrograms();
  const packages = missing.flatMap((one) => one.packages);
  if (packages.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!mayInstall()) {
    say(`Missing for the tests: ${missing.map(({ what }) => what).join(', ')}. Install it with: ${command}`);
    return;
  }
  try {
    await withProgress(say, `Installing ${packages.join(', ')}`, async () => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      await runCommand('apt-get', ['update', '-q'], { env, withinMs: 5 * 60_000 });
      await runCommand('apt-get', command.split(' ').slice(1), { env, withinMs: 20 * 60_000 });
    });
  } catch (error) {
    say(`${packages.join(', ')} could not be installed. ${reasonOf(error)}`);
  }
}

async function missingPrograms(): Promise<Missing[]> {
  const missing: Missing[] = [];
  if (!findChromium()) missing.push({ what: 'Chromium', packages: ['chromium', 'fonts-noto-core'] });
  if (await needsJava()) {
    if (!findProgram('java')) missing.push({ what: 'Java', packages: ['default-jre-headless'] });
    if (!findProgram('mvn')) missing.push({ what: 'Maven', packages: ['maven'] });
  }
  return missing;
}

function mayInstall(): boolean {
  if (process.getuid?.() !== 0 || !findProgram('apt-get')) return false;
  return process.env['CI'] === 'true' || isContainer();
}

function isContainer(): boolean {
  if (existsSync('/.dockerenv') || existsSync('/run/.containerenv') || process.env['container']) return true;
  return (
    existsSync('/proc/1/cgroup') &&
    /docker|kubepods|containerd|lxc/.test(readFileSync('/proc/1/cgroup', 'utf8'))
  );
}
