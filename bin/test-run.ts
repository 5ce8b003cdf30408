import { type ChildProcess, spawn } from "node:child_process";
import { projectRoot } from "./project.ts";

const running = new Set<ChildProcess>();

/** Ends a process with all that it started; on Unix it leads a group of its own. */
export function endGroup(child: ChildProcess): void {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === "win32") child.kill();
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}

process.on("exit", () => {
  for (const child of running) endGroup(child);
});

/** Starts a Node program of the checkout, collecting what it says; it ends with us at the latest. */
export function startNode(
  words: string[],
  env: NodeJS.ProcessEnv,
): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, words, {
    cwd: projectRoot,
    env,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  running.add(child);
  child.once("exit", () => running.delete(child));
  return { child, output: () => output };
}

/** Runs a Node program of the checkout to its end. */
export function runNode(words: string[], env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  const { child, output } = startNode(words, env);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output: output() }));
  });
}
