import { ConfigError } from '#config/read.ts';
import { endAtOnce } from './leftovers.ts';
import { reasonOf } from './readiness.ts';
import { givenEnvironment, settingsOf } from './settings.ts';
import { runningFileOf, startSystem, type System } from './system.ts';
import { linksTable } from './table.ts';

/** When one part needs more within a minute, something is wrong that another restart does not mend. */
const RESTARTS_PER_MINUTE = 3;
/** Ctrl-C comes from the terminal and once more from npm; only a later one means that somebody will not wait. */
const IMPATIENT_AFTER_MS = 1_500;

const given = givenEnvironment();
const interruption = new AbortController();
let system: System | undefined;
let endingSince: number | undefined;

// A closed terminal takes the output away; what runs must still be stopped in order.
process.stdout.on('error', () => {});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void onSignal());
process.on('uncaughtException', (error) => void end(`npm start failed: ${error.stack ?? error.message}`, 1));
// Whoever started us may be killed without a word, and then nobody else could stop us.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && void end('Stopping, because npm is gone …', 0), 500).unref();

try {
  system = await startSystem({
    given,
    say: (line) => console.log(line),
    durable: true,
    restartsPerMinute: RESTARTS_PER_MINUTE,
    giveUp: (reason) => void end(`Everything is stopped. ${reason}`, 1),
    signal: interruption.signal,
  });
  if (endingSince === undefined) console.log(linksTable(system));
} catch (error) {
  // An interrupted start has said so already, and startSystem has stopped what ran.
  if (endingSince === undefined) {
    console.error(
      error instanceof ConfigError ? error.message : `Majlis could not start. ${reasonOf(error)}`,
    );
  }
  process.exit(process.exitCode ?? 1);
}

async function onSignal(): Promise<void> {
  if (endingSince !== undefined && performance.now() - endingSince > IMPATIENT_AFTER_MS) {
    console.log('Ending everything at once.');
    await endAtOnce(runningFileOf(settingsOf(given)));
    process.exit(1);
  }
  await end('Stopping …', 0);
}

async function end(why: string, code: number): Promise<void> {
  if (endingSince !== undefined) return;
  endingSince = performance.now();
  process.exitCode = code;
  console.log(why);
  if (!system) return interruption.abort();
  await system.stop();
  process.exit(code);
}
