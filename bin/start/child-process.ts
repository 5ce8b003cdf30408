import type { ChildProcess } from "node:child_process";

const READY_SECONDS = 60;
const STOP_SECONDS = 20;

/** Calls back once a process says that it is ready. */
export function onReady(child: ChildProcess, callback: () => void): void {
  child.on("message", (message) => {
    if (typeof message === "object" && message !== null && "ready" in message) callback();
  });
}

/** Resolves when a process is ready; throws where it ends before, or takes longer than a minute. */
export function untilReady(child: ChildProcess, name: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    const late = () => reject(new Error(`The ${name} wasn't ready after ${READY_SECONDS} s.`));
    timer = setTimeout(late, READY_SECONDS * 1000);
    onReady(child, resolve);
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      reject(new Error(`The ${name} ended (${signal ?? `exit code ${code}`}).`)),
    );
  });
  return ready.finally(() => clearTimeout(timer));
}

/** Asks a process to end, and forces it when it has not ended after twenty seconds. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  if (process.platform === "win32") child.disconnect();
  else child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), STOP_SECONDS * 1000);
  await exited;
  clearTimeout(force);
}
