import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Whether a process of this id exists, also one that we may not signal. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function commandLine(pid: number): string {
  const proc = `/proc/${pid}/cmdline`;
  if (existsSync(proc)) return readFileSync(proc, "utf8").replaceAll("\0", " ");
  const [program, ...words] =
    process.platform === "win32"
      ? [
          "powershell",
          "-NoProfile",
          "-Command",
          `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`,
        ]
      : ["ps", "-ww", "-o", "args=", "-p", String(pid)];
  try {
    return execFileSync(program ?? "", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
}

/** What postmaster.pid in a data folder says: the server's process id, and whether it takes connections. */
export function readPidFile(clusterFolder: string): { pid: number; isReady: boolean } | null {
  const path = join(clusterFolder, "postmaster.pid");
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, "utf8").split("\n");
  const pid = Math.abs(Number.parseInt(lines[0] ?? "", 10));
  return { pid: Number.isInteger(pid) ? pid : 0, isReady: lines[7]?.trim() === "ready" };
}

/**
 * Ends what an earlier start left behind in a data folder: a server whose parent was killed is stopped
 * cleanly, and a pid file whose process is gone, or is by now something else, is removed.
 */
export async function clearLeftover(
  clusterFolder: string,
  stopSeconds = 20,
): Promise<"nothing" | "stopped" | "stale"> {
  const found = readPidFile(clusterFolder);
  if (!found) return "nothing";
  const isOurs = () => found.pid > 0 && isAlive(found.pid) && commandLine(found.pid).includes(clusterFolder);
  if (!isOurs()) {
    rmSync(join(clusterFolder, "postmaster.pid"), { force: true });
    return "stale";
  }
  // SIGINT asks PostgreSQL for a fast shutdown, SIGQUIT for an immediate one; Windows knows neither and ends it.
  for (const [signal, seconds] of [
    ["SIGINT", stopSeconds],
    ["SIGQUIT", 5],
    ["SIGKILL", 5],
  ] as const) {
    if (isOurs()) process.kill(found.pid, signal);
    for (const end = Date.now() + seconds * 1000; isOurs() && Date.now() < end; ) await sleep(25);
  }
  // By now it may be another server's: one that is kept comes back.
  if (readPidFile(clusterFolder)?.pid === found.pid)
    rmSync(join(clusterFolder, "postmaster.pid"), { force: true });
  return "stopped";
}
