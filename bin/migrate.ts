import { runMigrations } from "graphile-worker";
import { complain, say } from "./console.ts";
import { requireDatabase, withConnection, withoutPassword } from "./database/database.ts";
import { listMigrationNames, readMigrations } from "./database/migration-files.ts";
import { openDatabase } from "./database/open-database.ts";
import { withSchemaEngine } from "./database/schema-engine.ts";
import { projectPath, readOrEmpty } from "./project.ts";
import { runCommand } from "./run-command.ts";
import { readSecrets } from "./settings/secrets.ts";
import { completeSettings, dataDirOf, readVariables } from "./settings/settings.ts";

/** Any number will do, but 72707369: that one is taken for a moment by the schema engine itself. */
const MIGRATION_LOCK_KEY = 72_707_370;

/**
 * Brings a database up to date and returns the names of the migrations that it lacked; throws where one was left half
 * applied. Leaves what `prisma migrate deploy` would leave. Safe to run from several processes at once: they wait for each other.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  await requireDatabase(databaseUrl);
  const schema = readOrEmpty(projectPath("prisma", "schema.prisma"));
  const filters = { externalTables: [], externalEnums: [] };
  return withConnection(databaseUrl, async (client) => {
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK_KEY]);
    try {
      const { appliedMigrationNames } = await withSchemaEngine(databaseUrl, schema, (schemaEngine) =>
        schemaEngine.applyMigrations({ migrationsList: readMigrations(), filters }),
      );
      await runMigrations({ connectionString: databaseUrl });
      const { rows } = await client.query<{ name: string }>(
        "select migration_name as name from _prisma_migrations where not migration_name = any($1) order by 1",
        [listMigrationNames()],
      );
      if (rows.length > 0) complain(newerDatabase(rows.map(({ name }) => name)));
      return appliedMigrationNames;
    } catch (error) {
      throw new Error(`Migrating failed: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      });
    }
  });
}

/** Migrations only add to what there is, so that during an update the older program can go on; it says so. */
function newerDatabase(names: string[]): string {
  return `The database is newer than this program, which goes on as before: it has ${names.join(", ")}.`;
}

/** What `npm run migrate` does: the database of the settings, brought up to date, in words. */
async function run(): Promise<void> {
  const given = readVariables(process.env);
  const dataDir = dataDirOf(given);
  const settings = completeSettings(given, process.env.NODE_ENV ?? "development", readSecrets(dataDir));
  const database = await openDatabase(settings);
  try {
    const applied = await migrate(database.databaseUrl);
    for (const name of applied) say(`Applied ${name}.`);
    say(`The database ${withoutPassword(database.databaseUrl)} is up to date.`);
  } finally {
    await database.stop();
  }
}

if (import.meta.main) await runCommand(run);
