import { build, isBuilt } from "./build.ts";
import { say } from "./console.ts";
import { requireDatabase } from "./database.ts";
import { generate } from "./generate.ts";
import { migrate } from "./migrate.ts";
import { type RunningPostgres, startEmbeddedPostgres } from "./postgres.ts";
import type { Settings } from "./settings.ts";

/** What has to be there before the processes start. */
export type Prepared = { database: RunningPostgres; databaseVersion: string };

/** The database of the settings: the embedded one is started, a given one is only asked. */
export async function reachDatabase(settings: Settings): Promise<RunningPostgres> {
  if (settings.isEmbedded) return startEmbeddedPostgres(settings);
  const databaseUrl = settings.variables.DATABASE_URL ?? "";
  await requireDatabase(databaseUrl);
  return { databaseUrl, stop: async () => undefined, kill: () => undefined };
}

async function fillDatabase(
  settings: Settings,
  databaseUrl: string,
  generated: Promise<unknown>,
): Promise<void> {
  const [applied] = await Promise.all([migrate(databaseUrl), generated]);
  if (applied.length > 0)
    say(`Database: applied ${applied.length} migration${applied.length > 1 ? "s" : ""}.`);
  if (settings.isProduction) return;
  // Loaded late: it imports the client that was generated just now.
  const { seedDemoAccounts } = await import("../prisma/seed.ts");
  await seedDemoAccounts(databaseUrl);
}

/** Database, client, migrations, demo accounts and build; what does not depend on each other runs at once. */
export async function prepare(
  settings: Settings,
  isDev: boolean,
  signal: AbortSignal,
  onDatabase: (database: RunningPostgres) => void,
): Promise<Prepared> {
  const generated = generate();
  const built = generated.then(() => {
    if (isDev || isBuilt()) return false;
    say("Building (about 20 s, only when sources changed)…");
    return build(signal);
  });
  const filled = reachDatabase(settings).then(async (database) => {
    onDatabase(database);
    await fillDatabase(settings, database.databaseUrl, generated);
    return database;
  });
  const [database] = await Promise.all([filled, built]);
  return { database, databaseVersion: await requireDatabase(database.databaseUrl) };
}
