import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireDatabase } from "./database.ts";
import { findFreePort } from "./ports.ts";
import { databaseUrlOf, type RunningPostgres } from "./postgres.ts";
import { canReach, chooseAccount, ENTER } from "./postgres-account.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { clearLeftover, isAlive } from "./postgres-leftover.ts";
import { makePassword } from "./postgres-place.ts";
import { createCluster, launchServer, stopServer } from "./postgres-server.ts";

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

/** A PostgreSQL for tests: in a temporary folder, without fsync unless asked for, gone when it is stopped. */
export async function startThrowawayPostgres({ isDurable = false } = {}): Promise<RunningPostgres> {
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
    const child = await launchServer(cluster);
    await requireDatabase(databaseUrlOf(cluster));
    return {
      databaseUrl: databaseUrlOf(cluster),
      stop: async () => {
        await stopServer(child, cluster);
        remove();
      },
      kill: () => child.kill("SIGQUIT"),
    };
  } catch (error) {
    remove();
    throw error;
  }
}
