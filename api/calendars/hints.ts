/** Passes hints on, at most one in a while for each calendar. */
export interface Hints {
  /** Passes it on at once, or, soon after another one, together with all that come until then. */
  give(connectionId: string): Promise<void>;
  /** Passes on what waits. */
  close(): Promise<void>;
}

export interface HintOptions {
  quietMs: number;
  pass: (connectionId: string) => Promise<void>;
  /** A hint that waited could not be passed on. Nothing is lost for long: calendars are read by themselves too. */
  onLost: (error: unknown) => void;
}

interface Quiet {
  timer: NodeJS.Timeout;
  isAskedAgain: boolean;
}

/**
 * A provider pushes for each of a dozen changes, and people press twice. The first hint passes at once; of those that come
 * within `quietMs` one more passes at the end, because the calendar may have been read before the last of them.
 */
export function createHints({ quietMs, pass, onLost }: HintOptions): Hints {
  /** As many as calendars were hinted at lately. */
  const quiet = new Map<string, Quiet>();

  function begin(connectionId: string): Quiet {
    const timer = setTimeout(() => void end(connectionId), quietMs);
    timer.unref();
    const begun = { timer, isAskedAgain: false };
    quiet.set(connectionId, begun);
    return begun;
  }

  async function end(connectionId: string): Promise<void> {
    const ended = quiet.get(connectionId);
    quiet.delete(connectionId);
    if (ended?.isAskedAgain) await pass(connectionId).catch(onLost);
  }

  return {
    async give(connectionId) {
      const already = quiet.get(connectionId);
      if (already) {
        already.isAskedAgain = true;
        return;
      }
      const begun = begin(connectionId);
      try {
        await pass(connectionId);
      } catch (error) {
        // Whoever asks again is heard at once.
        if (!begun.isAskedAgain) {
          clearTimeout(begun.timer);
          quiet.delete(connectionId);
        }
        throw error;
      }
    },

    async close() {
      const waiting = [...quiet.entries()];
      await Promise.all(
        waiting.map(async ([connectionId, { timer }]) => {
          clearTimeout(timer);
          await end(connectionId);
        }),
      );
    },
  };
}
