import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Account } from "./postgres-account.ts";
import { endWithUs } from "./postgres-children.ts";

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

/** How the names of what initdb works with end. */
const HALF_MADE = /^(new|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

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

/** What a start that was killed left beside the data folder: half of a new one, and the file of its password. */
function clearHalfMade({ folder }: Cluster): void {
  const beginning = `${basename(folder)}.`;
  for (const name of readdirSync(dirname(folder)))
    if (name.startsWith(beginning) && HALF_MADE.test(name.slice(beginning.length)))
      rmSync(join(dirname(folder), name), { recursive: true, force: true });
}

/** Runs initdb to its end, which comes soon where `signal` asks for it; throws what it said where it didn't do its work. */
async function runInitdb(cluster: Cluster, words: string[], signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const child = spawn(join(cluster.binaries, "initdb"), words, {
    ...processOptions(cluster),
    windowsHide: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  endWithUs(child);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const end = () => child.kill("SIGTERM");
  signal?.addEventListener("abort", end, { once: true });
  const [code] = await once(child, "close");
  signal?.removeEventListener("abort", end);
  signal?.throwIfAborted();
  if (code !== 0) throw new Error(said || `initdb ended with exit code ${code}.`);
}

/** Makes the data folder if there is none; one that was cut short is never seen under the final name. */
export async function createCluster(cluster: Cluster, signal?: AbortSignal): Promise<boolean> {
  clearHalfMade(cluster);
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
    await runInitdb(cluster, [...words, ...locale, ...sync], signal);
  } catch (cause) {
    signal?.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : cause;
    throw new Error(`PostgreSQL could not make its data folder ${half}:\n${reason}`, { cause });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(half, cluster.folder);
  return true;
}
