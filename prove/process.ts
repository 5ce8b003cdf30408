import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { projectRoot } from "../bin/project.ts";

/** A process of the product that is started again at once whenever it ends, until it is stopped. */
export interface KeptProcess {
  /** Resolves when the process that runs now says that it serves. */
  ready(): Promise<void>;
  /** SIGKILL, without warning. */
  kill(): Promise<void>;
  /** SIGTERM, as a deployment does it; resolves, once the next one serves, to the exit code or signal of this one. */
  replace(): Promise<number | string>;
  /** Starts it anew with `CRASH_AT`, so that it kills itself once when it comes there. */
  doom(point: string): Promise<void>;
  stop(): Promise<void>;
  readonly pid: number;
  /** How often it ended although nobody had asked it to. */
  readonly crashes: number;
  /** How often it was started again. */
  readonly restarts: number;
}

interface ProcessPlan {
  words: string[];
  variables: Record<string, string>;
  logFile: string;
}

interface Running {
  child: ChildProcess;
  ready: Promise<void>;
  ended: Promise<number | string>;
}

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

function launch({ words, variables, logFile }: ProcessPlan): Running {
  const child = spawn(process.execPath, words, {
    cwd: projectRoot,
    env: variables as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  running.add(child);
  const log = createWriteStream(logFile, { flags: "a" });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const ended = once(child, "exit").then(([code, signal]: (number | string | null)[]) => {
    running.delete(child);
    log.end();
    return signal ?? code ?? "unknown";
  });
  const ready = Promise.race([once(child, "message"), ended]).then(() => undefined);
  return { child, ready, ended };
}

/** Starts a process and keeps it running. */
export function keepProcess(plan: ProcessPlan): KeptProcess {
  let isStopped = false;
  let isMeantToEnd = false;
  let crashes = 0;
  let restarts = 0;
  let current = launch(plan);
  const { CRASH_AT: _, ...later } = plan.variables;
  let doom: Record<string, string> = {};

  function watch({ ended }: Running): void {
    void ended.then(() => {
      if (isStopped) return;
      if (!isMeantToEnd) crashes += 1;
      isMeantToEnd = false;
      restarts += 1;
      current = launch({ ...plan, variables: { ...later, ...doom } });
      doom = {};
      watch(current);
    });
  }
  watch(current);

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<number | string> {
    const { child, ended } = current;
    isMeantToEnd = true;
    child.kill(signal);
    return ended;
  }
  return {
    ready: () => current.ready,
    kill: async () => void (await end("SIGKILL")),
    replace: async () => {
      const outcome = await end("SIGTERM");
      await current.ready;
      return outcome;
    },
    doom: async (point) => {
      doom = { CRASH_AT: point };
      await end("SIGTERM");
      await current.ready;
    },
    stop: async () => {
      isStopped = true;
      await end("SIGTERM");
    },
    get pid() {
      return current.child.pid ?? 0;
    },
    get crashes() {
      return crashes;
    },
    get restarts() {
      return restarts;
    },
  };
}
