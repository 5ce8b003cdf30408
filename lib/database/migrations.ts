import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type pg from "pg";

/** What PostgreSQL says where there is no such table. */
export const NO_TABLE = "42P01";

/** The SQL condition that a migration was applied and counts. */
export const IS_APPLIED = "finished_at is not null and rolled_back_at is null";

/** The names of the migrations in a folder, in the order in which they are applied. */
export function readMigrationNames(folder: string): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return paths
    .filter((path) => basename(path) === "migration.sql")
    .map(dirname)
    .sort();
}

let known: string[] | undefined;

/** The names of this version's migrations; their folder is read once. */
export function listMigrations(): string[] {
  known ??= readMigrationNames(join(process.cwd(), "prisma", "migrations"));
  return known;
}

/** Those of these migrations that a database lacks: all of them where it has none of our tables. */
export async function findMissingMigrations(
  client: Pick<pg.Client, "query">,
  names: string[],
): Promise<string[]> {
  try {
    const { rows } = await client.query<{ name: string }>(
      `select migration_name as name from _prisma_migrations where ${IS_APPLIED}`,
    );
    const applied = new Set(rows.map(({ name }) => name));
    return names.filter((name) => !applied.has(name));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === NO_TABLE) return names;
    throw error;
  }
}
