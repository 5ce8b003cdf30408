import { count } from "#lib/count";
import { build, isBuilt } from "../build.ts";
import { say } from "../console.ts";
import { requireDatabase } from "../database/database.ts";
import { type RunningPostgres, startEmbeddedPostgres } from "../database/postgres.ts";
import { generate } from "../generate.ts";
import { migrate } from "../migrate.ts";
import type { Settings } from "../settings/settings.ts";
import { settleAccounts } from "./demo-accounts.ts";

/** What has to be there before the processes start, and which accounts there are, in words. */
export type Prepared = { database: RunningPostgres; databaseVersion: string; accounts: string };

/** So often it is said that something is still going on. */
const STILL_MS = 30_000;

/** The database of the settings: the embedded one is started, a given one is only asked. */
async function reachDatabase(settings: Settings, signal: AbortSignal): Promise<RunningPostgres> {
  if (settings.isEmbedded) return startEmbeddedPostgres(settings, signal);
  const databaseUrl = settings.variables.DATABASE_URL ?? "";
  await requireDatabase(databaseUrl);
  return { databaseUrl, stop: async () => undefined };
}

async function fillDatabase(settings: Settings, databaseUrl: string) {
  const applied = await migrate(databaseUrl);
  return { applied, accounts: await settleAccounts(settings, databaseUrl) };
}

/**
 * Database, client, migrations, demo accounts and build; what does not depend on each other runs at once. The database is handed
 * over while it starts, for whoever has to wait for its end.
 */
export async function prepare(
  settings: Settings,
  isDev: boolean,
  signal: AbortSignal,
  onDatabase: (database: Promise<RunningPostgres>) => void,
): Promise<Prepared> {
  const generated = generate();
  const built = generated.then(() => {
    if (isDev || isBuilt()) return false;
    say("Building (about half a minute, only when sources changed)…");
    const began = performance.now();
    const still = setInterval(() => {
      say(`Still building, after ${Math.round((performance.now() - began) / 1000)} s…`);
    }, STILL_MS);
    return build(signal).finally(() => clearInterval(still));
  });
  const reached = reachDatabase(settings, signal);
  onDatabase(reached);
  const filled = reached.then(async (database) => ({
    database,
    ...(await fillDatabase(settings, database.databaseUrl)),
  }));
  const [{ database, applied, accounts }] = await Promise.all([filled, built]);
  // Said once the build has ended, whose lines it would stand between.
  if (applied.length > 0) say(`Database: applied ${count(applied.length, "migration")}.`);
  return { database, accounts, databaseVersion: await requireDatabase(database.databaseUrl) };
}
