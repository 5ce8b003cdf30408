import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { readOrEmpty } from "../project.ts";
import type { Account } from "./postgres-account.ts";
import { clearLeftover, readPidFile } from "./postgres-leftover.ts";

/** One PostgreSQL: its programs, its data, the account it runs as, and how it is reached. */
export type Cluster = {
  binaries: string;
  folder: string;
  account: Account | null;
  port: number;
  password: string;
  logFile: string;
  isDurable: boolean;
};

const START_SECONDS = 60;
const STOP_SECONDS = 20;

/** How the server's programs are spawned: as its account, where that can be, without the caller's PG* variables. */
export function processOptions(cluster: Cluster) {
  const { NODE_ENV, PATH, SystemRoot, TEMP, TMP } = process.env;
  return {
    ...cluster.account,
    cwd: dirname(cluster.folder),
    env: { NODE_ENV, PATH, SystemRoot, TEMP, TMP, LC_ALL: "C", TZ: "UTC" },
  };
}

function makeFolder(path: string, account: Account | null): void {
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (account) chownSync(path, account.uid, account.gid);
}

/** Makes the data folder if there is none; one that was cut short is never seen under the final name. */
export async function createCluster(cluster: Cluster): Promise<boolean> {
  if (existsSync(join(cluster.folder, "PG_VERSION"))) return false;
  const half = `${cluster.folder}.new`;
  makeFolder(half, cluster.account);
  const passwordFile = `${cluster.folder}.${randomUUID()}`;
  writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
  if (cluster.account) chownSync(passwordFile, cluster.account.uid, cluster.account.gid);
  const words = [
    "-D",
    half,
    "-U",
    "postgres",
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
  ];
  const locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  const sync = cluster.isDurable ? [] : ["--no-sync"];
  try {
    await promisify(execFile)(
      join(cluster.binaries, "initdb"),
      [...words, ...locale, ...sync],
      processOptions(cluster),
    );
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`PostgreSQL could not make its data folder ${half}:\n${stderr || message}`, {
      cause: error,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(half, cluster.folder);
  return true;
}

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

/** Starts the server and waits until it takes connections. It lives in a process group of its own: Ctrl-C is not for it. */
export async function launchServer(cluster: Cluster): Promise<ChildProcess> {
  await clearLeftover(cluster.folder);
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
  const failure = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}`));
  });
  let reason: string | null = null;
  failure.then((words) => {
    reason = words;
  });
  for (const end = Date.now() + START_SECONDS * 1000; Date.now() < end && reason === null; await sleep(15)) {
    const found = readPidFile(cluster.folder);
    if (found?.isReady && found.pid === child.pid) return child;
  }
  child.kill("SIGQUIT");
  const tail = readOrEmpty(cluster.logFile).trim().split("\n").slice(-8).join("\n");
  throw new Error(`PostgreSQL did not start: ${reason ?? `not ready after ${START_SECONDS} s`}.\n${tail}`);
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
