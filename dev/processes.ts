import { setTimeout as pause } from 'node:timers/promises';
import { STOP_ORDER } from './leftovers.ts';
import { lastLinesOf, type Part, type Run, spawnPart } from './part.ts';
import { type Say, whileWaiting } from './progress.ts';
import { reasonOf } from './readiness.ts';
import type { RunningFile } from './running.ts';

interface SupervisorOptions {
  say: Say;
  running: RunningFile;
  /** How often a part is started again within a minute before everything ends. */
  restartsPerMinute: number;
  /** Told, with the reason, when a part does not stay up. */
  giveUp: (reason: string) => void;
}

/** Keeps parts running, and ends them in the order in which they need each other. */
export interface Supervisor {
  start(part: Part): Promise<void>;
  stop(): Promise<void>;
  /** Ends one part as a crash would, and leaves it down. */
  kill(name: string): Promise<void>;
  startAgain(name: string): Promise<void>;
}

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const keepers = new Map<string, Keeper>();
  let stopped = false;

  function keeperOf(name: string): Keeper {
    const keeper = keepers.get(name);
    if (!keeper)
      throw new Error(`There is no part called ${name}; there are ${[...keepers.keys()].join(', ')}.`);
    return keeper;
  }

  return {
    async start(part) {
      // A step of the start that was still under way when everything was stopped.
      if (stopped) throw new Error(`${part.name} is not started: everything is being stopped`);
      const keeper = createKeeper(part, options);
      keepers.set(part.name, keeper);
      await whileWaiting(options.say, `Waiting for ${part.name}`, () => keeper.start());
    },
    async stop() {
      stopped = true;
      const names = [...keepers.keys()].toSorted((a, b) => STOP_ORDER.indexOf(a) - STOP_ORDER.indexOf(b));
      // None may come back while others are still ending.
      for (const name of names) keeperOf(name).letGo();
      for (const name of names) await keeperOf(name).end();
    },
    async kill(name) {
      keeperOf(name).letGo();
      await keeperOf(name).end('SIGKILL');
    },
    startAgain: (name) => keeperOf(name).start(),
  };
}

interface Keeper {
  start(): Promise<void>;
  /** From now on the part is not started again. */
  letGo(): void;
  end(signal?: NodeJS.Signals): Promise<void>;
}

const MINUTE_MS = 60_000;

function createKeeper(part: Part, { say, running, restartsPerMinute, giveUp }: SupervisorOptions): Keeper {
  let wanted = false;
  let run: Run | undefined;
  let endedAt: number[] = [];

  async function launch(): Promise<void> {
    const launched = await spawnPart(part, running);
    run = launched;
    if (!wanted) await launched.end();
    await launched.up();
    void launched.ended.then(revive);
  }

  async function revive(how: string): Promise<void> {
    for (let reason = how; wanted;) {
      const now = performance.now();
      endedAt = [...endedAt.filter((at) => now - at < MINUTE_MS), now];
      if (endedAt.length > restartsPerMinute) {
        return giveUp(
          `${part.name} ${reason}; that is ${endedAt.length} times within a minute.${lastLinesOf(part)}`,
        );
      }
      say(
        `${part.name} ${reason}. Starting it again (${endedAt.length} of ${restartsPerMinute} within a minute) …`,
      );
      await pause(endedAt.length * 250);
      try {
        if (wanted) await launch();
        if (wanted) say(`${part.name} is back.`);
        return;
      } catch (error) {
        reason = `did not come back: ${reasonOf(error)}`;
      }
    }
  }

  return {
    start() {
      wanted = true;
      return launch();
    },
    letGo: () => (wanted = false),
    end: async (signal) => run?.end(signal),
  };
}
