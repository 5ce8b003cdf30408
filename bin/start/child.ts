import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot } from "../project.ts";
import { stopChild, untilReady } from "./child-process.ts";

/** A process of ours: what runs, with which environment, and where its lines go. */
type ChildPlan = {
  name: string;
  words: string[];
  variables: Record<string, string>;
  onLine: (line: string, isError: boolean) => void;
  onTrouble: (words: string) => void;
};

/** A supervised process: `ready` settles at its first readiness, or fails if it ends before. */
export type Supervised = {
  name: string;
  ready: Promise<void>;
  /** Ends it and starts it anew, with other variables where some are given. */
  restart: (variables?: Record<string, string>) => Promise<void>;
  stop: () => Promise<void>;
  kill: () => void;
};

const LONGEST_PAUSE_MS = 15_000;
const STEADY_MS = 30_000;

function feedLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  let rest = "";
  stream?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") onLine(line);
  });
  stream?.on("end", () => rest.trim() && onLine(rest));
}

function launch({ words, variables, onLine }: ChildPlan): ChildProcess {
  const child = spawn(process.execPath, words, {
    cwd: projectRoot,
    env: variables as NodeJS.ProcessEnv,
    // A group of its own: Ctrl-C reaches the parent only, which then stops everything in order.
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  feedLines(child.stdout, (line) => onLine(line, false));
  feedLines(child.stderr, (line) => onLine(line, true));
  return child;
}

/** Starts a process and starts it again, with growing pauses, whenever it ends by itself after having been ready once. */
export function supervise(plan: ChildPlan): Supervised {
  let isStopping = false;
  let isRestarting = false;
  let pause = 250;
  let child = launch(plan);
  const ready = untilReady(child, plan.name);
  let { CRASH_AT: _, ...later } = plan.variables;

  const again = () => {
    child = launch({ ...plan, variables: later });
    untilReady(child, plan.name).then(
      () => plan.onTrouble("is back."),
      () => undefined,
    );
    watch(Date.now());
  };
  const watch = (since: number) => {
    child.once("exit", async (code, signal) => {
      if (isStopping || isRestarting) return;
      pause = Date.now() - since > STEADY_MS ? 250 : Math.min(pause * 2, LONGEST_PAUSE_MS);
      plan.onTrouble(`ended (${signal ?? `exit code ${code}`}); it restarts in ${pause / 1000} s.`);
      await sleep(pause);
      if (!isStopping && !isRestarting) again();
    });
  };
  ready.then(
    () => watch(Date.now()),
    () => undefined,
  );

  return {
    name: plan.name,
    ready,
    restart: async (variables) => {
      if (isStopping || isRestarting) return;
      later = variables ?? later;
      isRestarting = true;
      await stopChild(child);
      isRestarting = false;
      if (!isStopping) again();
    },
    stop: async () => {
      isStopping = true;
      await stopChild(child);
    },
    kill: () => child.kill("SIGKILL"),
  };
}
