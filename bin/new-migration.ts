import { join } from "node:path";
import { complain, say } from "./console.ts";
import {
  listMigrationNames,
  MIGRATION_LOCK,
  migrationsFolder,
  readMigrations,
} from "./database/migration-files.ts";
import { withSchemaEngine } from "./database/schema-engine.ts";
import { startThrowawayPostgres } from "./database/throwaway-postgres.ts";
import { generate } from "./generate.ts";
import { projectPath, readOrEmpty, writeInto } from "./project.ts";

/** The SQL that leads from the migrations there are to prisma/schema.prisma; empty when they agree. */
export async function diffToSchema(databaseUrl: string): Promise<string> {
  const content = readOrEmpty(projectPath("prisma", "schema.prisma"));
  const { stdout } = await withSchemaEngine(databaseUrl, content, (schemaEngine) =>
    schemaEngine.diff({
      from: listMigrationNames().length === 0 ? { tag: "empty" } : { tag: "migrations", ...readMigrations() },
      to: { tag: "schemaDatamodel", files: [{ path: "prisma/schema.prisma", content }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return stdout ?? "";
}

/** Writes prisma/migrations/<timestamp>_<name>/migration.sql and says where; null when nothing changed. */
function writeMigration(name: string, sql: string, now = new Date()): string | null {
  if (sql.trim() === "" || sql.includes("This is an empty migration")) return null;
  const timestamp = now.toISOString().replaceAll(/\D/g, "").slice(0, 14);
  const path = join(migrationsFolder, `${timestamp}_${name}`, "migration.sql");
  writeInto(join(migrationsFolder, "migration_lock.toml"), MIGRATION_LOCK);
  writeInto(path, sql);
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
    say(path ?? "The migrations already lead to prisma/schema.prisma.");
    if (path) say("Read it: a partial index that is dropped and made again as it was can be left out.");
    if (await generate()) say("Prisma's client was written anew, too.");
  } finally {
    await postgres.stop();
  }
}
