import { type ChildProcess, spawn } from "node:child_process";
import { projectRoot } from "../project.ts";

const running = new Set<ChildProcess>();

function endGroup(child: ChildProcess): void {
  if (!child.pid || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === "win32") child.kill();
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}

/** Ends whatever is still running. */
export function endAll(): void {
  for (const child of running) endGroup(child);
}

process.on("exit", endAll);

/** Runs a Node program of the checkout to its end, collecting what it says; it ends with us at the latest. */
export function runNode(words: string[], env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, words, {
    cwd: projectRoot,
    env,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  running.add(child);
  child.once("exit", () => running.delete(child));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
