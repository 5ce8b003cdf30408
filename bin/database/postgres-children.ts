import type { ChildProcess } from "node:child_process";

const running = new Set<ChildProcess>();

/** Ends a program of PostgreSQL with this process, at the latest when it exits; what was committed is kept. */
export function endWithUs(child: ChildProcess): void {
  if (running.size === 0) process.on("exit", endAll);
  running.add(child);
  child.once("exit", () => {
    running.delete(child);
    if (running.size === 0) process.off("exit", endAll);
  });
}

function endAll(): void {
  for (const child of running) child.kill("SIGQUIT");
}
