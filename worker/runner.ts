import { setTimeout as pause } from "node:timers/promises";
import { log } from "#lib/log";

/** How long an idle runner waits before it looks for work by itself, should a wake-up be lost. */
const POLL_MS = 500;

/** After a failure (the database is away, say) a runner waits this long. */
const FAILURE_PAUSE_MS = 1000;

/** Runs `work` again and again: at once while it finds something to do, else at the next wake-up. */
export interface Runner {
  wake(): void;
  /** Resolves when what is under way is done. */
  stop(): Promise<void>;
}

/** Starts a runner. `work` says whether it found anything to do. */
export function startRunner(name: string, work: () => Promise<boolean>): Runner {
  const stopping = new AbortController();
  let idle = new AbortController();
  let isAwake = true;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      isAwake = false;
      const found = await attempt();
      if (found || isAwake || stopping.signal.aborted) continue;
      idle = new AbortController();
      await pause(POLL_MS, undefined, { signal: idle.signal }).catch(() => {});
    }
  }

  async function attempt(): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      log().error({ error, runner: name }, "a runner failed and goes on");
      await pause(FAILURE_PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => {});
      return false;
    }
  }

  const running = run();
  const wake = () => {
    isAwake = true;
    idle.abort();
  };
  return {
    wake,
    stop: () => {
      stopping.abort();
      wake();
      return running;
    },
  };
}
