import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readMigrationNames } from "#lib/database/migrations";
import { projectPath } from "../project.ts";

/** Where Prisma's own layout keeps migrations. */
export const migrationsFolder = projectPath("prisma", "migrations");

/** What prisma/migrations/migration_lock.toml has to hold. */
export const MIGRATION_LOCK = 'provider = "postgresql"\n';

/** Names of the checkout's migrations, wherever the command was called from. */
export function listMigrationNames(folder = migrationsFolder): string[] {
  return existsSync(folder) ? readMigrationNames(folder) : [];
}

/** The SQL of one migration. */
export function readMigration(name: string, folder = migrationsFolder): string {
  return readFileSync(join(folder, name, "migration.sql"), "utf8");
}

/** The migrations as Prisma's schema engine takes them: its checksums are made from these bytes. */
export function readMigrations(folder = migrationsFolder) {
  return {
    baseDir: "prisma/migrations",
    lockfile: { path: "migration_lock.toml", content: MIGRATION_LOCK },
    shadowDbInitScript: "",
    migrationDirectories: listMigrationNames(folder).map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readMigration(path, folder) },
      },
    })),
  };
}
