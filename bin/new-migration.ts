import { join } from "node:path";
import { complain, say } from "./console.ts";
import {
  listMigrationNames,
  MIGRATION_LOCK,
  migrationsFolder,
  readMigration,
  readMigrations,
} from "./database/migration-files.ts";
import { withSchemaEngine } from "./database/schema-engine.ts";
import { startThrowawayPostgres } from "./database/throwaway-postgres.ts";
import { withoutUnchangedIndexes } from "./database/unchanged-indexes.ts";
import { generate } from "./generate.ts";
import { projectPath, readOrEmpty, writeInto } from "./project.ts";

/** The SQL that leads from the migrations there are to a schema; empty when they agree. The database must be an empty one. */
export async function diffToSchema(
  databaseUrl: string,
  content = readOrEmpty(projectPath("prisma", "schema.prisma")),
): Promise<string> {
  const { stdout } = await withSchemaEngine(databaseUrl, content, (schemaEngine) =>
    schemaEngine.diff({
      from: listMigrationNames().length === 0 ? { tag: "empty" } : { tag: "migrations", ...readMigrations() },
      to: { tag: "schemaDatamodel", files: [{ path: "prisma/schema.prisma", content }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  const migrations = listMigrationNames().map((name) => readMigration(name));
  return withoutUnchangedIndexes(stdout ?? "", migrations).trim();
}

/** Writes prisma/migrations/<timestamp>_<name>/migration.sql and says where; null when nothing changed. */
function writeMigration(name: string, sql: string, now = new Date()): string | null {
  if (sql === "" || sql.includes("This is an empty migration")) return null;
  const timestamp = now.toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const path = join(migrationsFolder, `${timestamp}_${name}`, "migration.sql");
  writeInto(join(migrationsFolder, "migration_lock.toml"), MIGRATION_LOCK);
  writeInto(path, `${sql}\n`);
  return path;
}

if (import.meta.main) {
  const name = process.argv[2];
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
    complain("Usage: npm run migrate:new -- name_in_snake_case");
    process.exit(1);
  }
  const postgres = await startThrowawayPostgres();
  try {
    const path = writeMigration(name, await diffToSchema(postgres.databaseUrl));
    say(path ?? "The migrations already match prisma/schema.prisma.");
    if (await generate()) say("Prisma's client was regenerated, too.");
  } finally {
    await postgres.stop();
  }
}
