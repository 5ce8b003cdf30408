import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "../ports.ts";
import { requireDatabase } from "./database.ts";
import { databaseUrlOf, keepServer, type RunningPostgres } from "./postgres.ts";
import { canReach, chooseAccount, ENTER } from "./postgres-account.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { type Cluster, createCluster } from "./postgres-cluster.ts";
import { clearLeftover, isAlive } from "./postgres-leftover.ts";
import { makePassword } from "./postgres-place.ts";
import { launchServer, stopServer } from "./postgres-server.ts";

const PREFIX = "yeebitz-postgres-";

function temporaryFolder(account = chooseAccount("")): string {
  return canReach(tmpdir(), account, ENTER) ? tmpdir() : "/tmp";
}

/** Removes throw-away servers whose owner was killed; the owner's process id is part of the folder's name. */
export async function sweepThrowaways(below = temporaryFolder()): Promise<void> {
  for (const name of readdirSync(below).filter((entry) => entry.startsWith(PREFIX))) {
    if (isAlive(Number(name.slice(PREFIX.length).split("-")[0]))) continue;
    const folder = join(below, name);
    try {
      await clearLeftover(join(folder, "postgres"));
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // It belongs to another user.
    }
  }
}

async function launchOnce(cluster: Cluster): Promise<{ stop: () => Promise<void>; kill: () => void }> {
  const child = await launchServer(cluster);
  return { stop: () => stopServer(child, cluster), kill: () => child.kill("SIGQUIT") };
}

/** A PostgreSQL in a temporary folder; `folder` is where its data lies, and `kill` ends it without ceremony, and without loss. */
export type ThrowawayPostgres = RunningPostgres & { folder: string; kill: () => void };

/**
 * A PostgreSQL for tests: in a temporary folder, without fsync unless asked for, gone when it is stopped. With `isKept`
 * it comes back on the same port when it is killed.
 */
export async function startThrowawayPostgres({
  isDurable = false,
  isKept = false,
} = {}): Promise<ThrowawayPostgres> {
  const account = chooseAccount("");
  const binaries = findPostgresBinaries(account);
  const below = temporaryFolder(account);
  await sweepThrowaways(below);
  const root = mkdtempSync(join(below, `${PREFIX}${process.pid}-`));
  chmodSync(root, 0o755);
  const remove = () => rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  try {
    const cluster = {
      binaries,
      folder: join(root, "postgres"),
      account,
      port: await findFreePort(),
      password: makePassword(),
      logFile: join(root, "postgres.log"),
      isDurable,
    };
    await createCluster(cluster);
    const server = isKept ? await keepServer(cluster, () => undefined) : await launchOnce(cluster);
    await requireDatabase(databaseUrlOf(cluster));
    return {
      databaseUrl: databaseUrlOf(cluster),
      folder: cluster.folder,
      stop: async () => {
        await server.stop();
        remove();
      },
      kill: server.kill,
    };
  } catch (error) {
    remove();
    throw error;
  }
}
