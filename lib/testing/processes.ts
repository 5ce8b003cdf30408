import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

const { PATH, NODE_COMPILE_CACHE } = process.env;

/** What a process of ours takes over from the one that starts it. */
const KEPT = { PATH, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) };

/** A process of ours that runs beside a test. */
export interface RunningProcess {
  child: ChildProcess;
  /** Everything that it has printed so far. */
  output(): string;
  /** How it ended: its exit code, or the signal that killed it. */
  ended: Promise<number | string>;
  /** Asks it to end, and waits until it has; its exit code, or the signal that killed it. */
  stop(): Promise<number | string>;
}

/** Starts one of our programs (with its words) with an environment of its own; resolves once it says that it is ready, or has ended. */
export async function startProcess(program: string | string[], environment: object): Promise<RunningProcess> {
  const child = spawn(process.execPath, [program].flat(), {
    cwd: PROJECT,
    env: { ...KEPT, NODE_ENV: "test", ...environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let printed = "";
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null);
  for (const stream of streams) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const silent = streams.map((stream) => once(stream, "close"));
  const ended = once(child, "exit").then(async ([code, signal]: (number | string)[]) => {
    await Promise.all(silent);
    return signal ?? code ?? "unknown";
  });
  await Promise.race([once(child, "message"), ended]);
  return {
    child,
    output: () => printed,
    ended,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
