import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf } from "#lib/errors";
import { say } from "../console.ts";
import { findFreePort, isPortFree } from "../ports.ts";
import { trimLog } from "../start/log-file.ts";
import { requireDatabase } from "./database.ts";
import { chooseAccount } from "./postgres-account.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { type Cluster, createCluster } from "./postgres-cluster.ts";
import { clearLeftover } from "./postgres-leftover.ts";
import { resetPasswordIfLost } from "./postgres-password.ts";
import {
  chooseClusterFolder,
  makeDataFolder,
  makePassword,
  readRecord,
  writeRecord,
} from "./postgres-place.ts";
import { launchServer, stopServer } from "./postgres-server.ts";

/** A server that is kept running; `kill` ends it without ceremony, and without loss. */
type Kept = { stop: () => Promise<void>; kill: () => void };

/** A database that can be used, and stopped if it is ours. */
export type RunningPostgres = { databaseUrl: string; stop: () => Promise<void> };

const DATABASE = "yeebitz_connect";

/** The address of a database in an embedded PostgreSQL. */
export function databaseUrlOf({ port, password }: { port: number; password: string }): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/${DATABASE}`;
}

async function describeCluster(dataDir: string): Promise<Cluster> {
  const root = makeDataFolder(dataDir);
  const account = chooseAccount(join(root, "postgres"));
  const { folder, isOutside } = chooseClusterFolder(root, account);
  if (isOutside)
    say(`PostgreSQL can't run as root, and other users can't enter ${root}, so its data is in ${folder}.`);
  const logFile = join(root, "logs", "postgres.log");
  mkdirSync(join(root, "logs"), { recursive: true });
  trimLog(logFile);
  const binaries = findPostgresBinaries(account);
  const record = readRecord(root);
  await clearLeftover(folder);
  const port = record && (await isPortFree(record.port)) ? record.port : await findFreePort();
  const password = record?.password ?? makePassword();
  return { binaries, folder, account, port, password, logFile, isDurable: true };
}

/** Keeps a server running: one that was killed is started again on the same port, until it is stopped. */
export async function keepServer(
  cluster: Cluster,
  log: (line: string) => void,
  signal?: AbortSignal,
): Promise<Kept> {
  let child = await launchServer(cluster, signal);
  let isStopping = false;
  let restart: Promise<void> = Promise.resolve();
  const revive = async () => {
    for (let pause = 250; !isStopping; pause = Math.min(pause * 2, 10_000)) {
      try {
        child = await launchServer(cluster);
        child.once("exit", onExit);
        log("PostgreSQL is back.");
        return;
      } catch (error) {
        log(reasonOf(error));
        await sleep(pause);
      }
    }
  };
  const onExit = () => {
    if (isStopping) return;
    log("PostgreSQL ended unexpectedly; starting it again.");
    restart = revive();
  };
  child.once("exit", onExit);
  return {
    stop: async () => {
      isStopping = true;
      await restart;
      await stopServer(child, cluster);
    },
    // An immediate shutdown: the next start replays what was committed.
    kill: () => child.kill("SIGQUIT"),
  };
}

/**
 * Starts the real PostgreSQL that comes from npm, with its data below `dataDir`; restarts keep data and port. Where `signal` asks
 * for the end before it is there, rejects once none of its programs runs.
 */
export async function startEmbeddedPostgres(
  { dataDir }: { dataDir: string },
  signal?: AbortSignal,
): Promise<RunningPostgres> {
  const cluster = await describeCluster(dataDir);
  const isNew = await createCluster(cluster, signal);
  if (!isNew) await resetPasswordIfLost(cluster, readRecord(dataDir)?.password);
  writeRecord(dataDir, cluster);
  const kept = await keepServer(cluster, say, signal);
  try {
    await requireDatabase(databaseUrlOf(cluster));
  } catch (error) {
    await kept.stop();
    throw error;
  }
  return { databaseUrl: databaseUrlOf(cluster), stop: kept.stop };
}
