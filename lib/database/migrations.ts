import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";

/** What PostgreSQL says where there is no such table. */
export const NO_TABLE = "42P01";

let known: string[] | undefined;

/** The names of this version's migrations, in the order in which they are applied; the folder is read once. */
export async function listMigrations(): Promise<string[]> {
  known ??= await readNames();
  return known;
}

async function readNames(): Promise<string[]> {
  const names = await readdir(join(process.cwd(), "prisma", "migrations"));
  return names.filter((name) => /^\d{14}_/.test(name)).sort();
}

/** Those of these migrations that a database lacks: all of them where it has none of our tables. */
export async function findMissingMigrations(
  client: Pick<pg.Client, "query">,
  names: string[],
): Promise<string[]> {
  try {
    const { rows } = await client.query<{ name: string }>(
      "select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null",
    );
    const applied = new Set(rows.map(({ name }) => name));
    return names.filter((name) => !applied.has(name));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === NO_TABLE) return names;
    throw error;
  }
}
