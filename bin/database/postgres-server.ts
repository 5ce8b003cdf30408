import { type ChildProcess, execFile, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readOrEmpty } from "../project.ts";
import { endWithUs } from "./postgres-children.ts";
import { type Cluster, processOptions } from "./postgres-cluster.ts";
import { clearLeftover, readPidFile } from "./postgres-leftover.ts";

const START_SECONDS = 60;
const STOP_SECONDS = 20;

function serverSettings(cluster: Cluster): string[] {
  const durable = cluster.isDurable ? "on" : "off";
  const settings = {
    port: cluster.port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    fsync: durable,
    synchronous_commit: durable,
    full_page_writes: durable,
    log_min_messages: "warning",
    max_connections: 100,
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/**
 * Starts the server and waits until it takes connections, or has ended where `signal` asks for that. It lives in a process group
 * of its own: Ctrl-C is not for it.
 */
export async function launchServer(cluster: Cluster, signal?: AbortSignal): Promise<ChildProcess> {
  await clearLeftover(cluster.folder);
  signal?.throwIfAborted();
  const log = openSync(cluster.logFile, "a", 0o640);
  const child = spawn(
    join(cluster.binaries, "postgres"),
    ["-D", cluster.folder, ...serverSettings(cluster)],
    {
      ...processOptions(cluster),
      detached: process.platform !== "win32",
      windowsHide: true,
      stdio: ["ignore", log, log],
    },
  );
  closeSync(log);
  endWithUs(child);
  const failure = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}`));
  });
  let reason: string | null = null;
  failure.then((words) => {
    reason = words;
  });
  const latest = Date.now() + START_SECONDS * 1000;
  for (; Date.now() < latest && reason === null && !signal?.aborted; await sleep(15)) {
    const found = readPidFile(cluster.folder);
    if (found?.isReady && found.pid === child.pid) return child;
  }
  const isLate = reason === null;
  if (isLate && signal?.aborted) await stopServer(child, cluster);
  else child.kill("SIGQUIT");
  const ended = await failure;
  signal?.throwIfAborted();
  const tail = readOrEmpty(cluster.logFile).trim().split("\n").slice(-8).join("\n");
  throw new Error(
    `PostgreSQL didn't start: ${isLate ? `not ready after ${START_SECONDS} s` : ended}.\n${tail}`,
  );
}

/** Asks the server to end its sessions and stop; insists when that takes too long. */
export async function stopServer(child: ChildProcess, cluster: Cluster): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once("exit", resolve));
  if (process.platform === "win32") {
    // Windows has no signals: a signal would end the server without a checkpoint.
    execFile(join(cluster.binaries, "pg_ctl"), ["stop", "-m", "fast", "-D", cluster.folder]);
  } else child.kill("SIGINT");
  const force = setTimeout(() => child.kill("SIGQUIT"), STOP_SECONDS * 1000);
  await exited;
  clearTimeout(force);
}
