import { runMigrations } from "graphile-worker";
import { reasonOf } from "#lib/errors";
import { onStop } from "../server/stop-signals.ts";
import { complain, say } from "./console.ts";
import { applyMigrations, finishMigration } from "./database/apply-migrations.ts";
import { requireDatabase, withConnection, withoutPassword } from "./database/database.ts";
import { listMigrationNames } from "./database/migration-files.ts";
import { openDatabase } from "./database/open-database.ts";
import { runCommand } from "./run-command.ts";
import { readSettings } from "./settings/settings.ts";

/** Brings a database up to date and returns the names of the migrations it lacked. Safe to run from several processes at once. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  await requireDatabase(databaseUrl);
  return withConnection(databaseUrl, async (client) => {
    try {
      const applied = await applyMigrations(client);
      await runMigrations({ connectionString: databaseUrl });
      const { rows } = await client.query<{ name: string }>(
        "select migration_name as name from _prisma_migrations where not migration_name = any($1) order by 1",
        [listMigrationNames()],
      );
      if (rows.length > 0) complain(newerDatabase(rows.map(({ name }) => name)));
      return applied;
    } catch (error) {
      throw new Error(`Migrating failed: ${reasonOf(error)}`, {
        cause: error,
      });
    }
  });
}

/** Migrations only add to what there is, so that during an update the older program can go on; it says so. */
function newerDatabase(names: string[]): string {
  return `The database is newer than this program, which carries on as before. It also has ${names.join(", ")}.`;
}

/** What `npm run migrate` does: the database of the settings, brought up to date, in words. */
async function run(): Promise<void> {
  const settings = readSettings("development");
  const database = await openDatabase(settings);
  try {
    const applied = await migrate(database.databaseUrl);
    for (const name of applied) say(`Applied ${name}.`);
    say(`The database ${withoutPassword(database.databaseUrl)} is up to date.`);
  } finally {
    await database.stop();
  }
}

/** Has this process end when it should, but finish the migration that is under way: half of one is left to a person. */
export function endAfterMigration(exitCode: number): void {
  onStop(async () => {
    await finishMigration();
    process.exit(exitCode);
  });
}

if (import.meta.main) {
  endAfterMigration(1);
  await runCommand(run);
}
