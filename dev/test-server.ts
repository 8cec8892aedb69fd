import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.ts';
import { findProgram, runCommand } from './command.ts';
import { withLock } from './lock.ts';
import { type Say, withProgress } from './progress.ts';
import { reasonOf } from './readiness.ts';
import { downloadedServer, downloadServer, downloadsAreReachable } from './sdk-download.ts';

const VERSION = '1.31.0';
const ARTEFACT = { groupId: 'io.temporal', artifactId: 'temporal-test-server', version: VERSION };

/** The path of an executable time-skipping server: the SDK's download, else the Maven artefact behind a wrapper. */
export async function findTestServer(say: Say): Promise<string> {
  const kept = [downloadedServer('test-server'), wrapperPath()].find((path) => path && existsSync(path));
  return kept ?? (await download(say)) ?? (await fetchWithMaven(say));
}

/** Whether Java and Maven are needed: nothing is kept from earlier, and the download cannot be reached. */
export async function needsJava(): Promise<boolean> {
  if (downloadedServer('test-server')) return false;
  return existsSync(wrapperPath()) || !(await downloadsAreReachable());
}

async function download(say: Say): Promise<string | undefined> {
  if (!(await downloadsAreReachable())) return undefined;
  try {
    return await withProgress(say, 'Downloading the time-skipping server (once)', () =>
      downloadServer('test-server'),
    );
  } catch (error) {
    say(`The time-skipping server could not be downloaded (${reasonOf(error)}).`);
    return undefined;
  }
}

function folder(): string {
  return cacheFolder(`test-server-${VERSION}`);
}

function wrapperPath(): string {
  return join(folder(), 'temporal-test-server');
}

async function fetchWithMaven(say: Say): Promise<string> {
  const maven = findProgram('mvn');
  if (!findProgram('java') || !maven) {
    throw new Error(
      'The time-skipping server needs Java and Maven, because temporal.download cannot be reached: ' +
        'apt-get install default-jre-headless maven, or the like.',
    );
  }
  await withLock(`${folder()}.lock`, { what: 'the time-skipping server', say }, async () => {
    if (existsSync(wrapperPath())) return;
    await withProgress(say, 'Getting the time-skipping server from Maven (once)', () => collectJars(maven));
    writeWrapper();
  });
  return wrapperPath();
}

async function collectJars(maven: string): Promise<void> {
  const project = join(folder(), 'project');
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, 'pom.xml'), projectFile());
  rmSync(join(folder(), 'jars.new'), { recursive: true, force: true });
  const goal = [
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${folder()}/jars.new`,
  ];
  await runCommand(maven, ['-q', '-B', ...goal], { cwd: project, withinMs: 10 * 60_000 });
  rmSync(join(folder(), 'jars'), { recursive: true, force: true });
  renameSync(join(folder(), 'jars.new'), join(folder(), 'jars'));
}

function projectFile(): string {
  const coordinates = Object.entries(ARTEFACT).map(([name, value]) => `<${name}>${value}</${name}>`);
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0">',
    '<modelVersion>4.0.0</modelVersion>',
    '<groupId>majlis</groupId><artifactId>test-server</artifactId><version>1</version>',
    `<dependencies><dependency>${coordinates.join('')}</dependency></dependencies>`,
    '</project>',
  ].join('\n');
}

/** The SDK starts one executable with `PORT --enable-time-skipping`. Written last: it says that the jars are whole. */
function writeWrapper(): void {
  const script = `#!/bin/sh\nexec java -cp '${folder()}/jars/*' io.temporal.testserver.TestServer "$@"\n`;
  writeFileSync(`${wrapperPath()}.new`, script);
  chmodSync(`${wrapperPath()}.new`, 0o755);
  renameSync(`${wrapperPath()}.new`, wrapperPath());
}
