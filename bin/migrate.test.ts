import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { requireDatabase, withConnection, withoutPassword } from "./database.ts";
import { migrate } from "./migrate.ts";
import { listMigrationNames, migrationsFolder } from "./migration-files.ts";
import { diffToSchema } from "./new-migration.ts";
import type { RunningPostgres } from "./postgres.ts";
import { startThrowawayPostgres } from "./throwaway-postgres.ts";

let server: RunningPostgres;
beforeAll(async () => {
  server = await startThrowawayPostgres();
});
afterAll(() => server.stop());

const database = (name: string) => Object.assign(new URL(server.databaseUrl), { pathname: `/${name}` }).href;

test("Two that migrate a new database at once both succeed, and every migration is applied once", async () => {
  const url = database("migrated_twice");
  const [first, second] = await Promise.all([migrate(url), migrate(url)]);
  expect([...first, ...second]).toEqual(listMigrationNames());
});

test("What is written down is what Prisma's own command would accept", async () => {
  const url = database("checked");
  await migrate(url);
  const { rows } = await withConnection(url, (client) =>
    client.query("select migration_name, checksum, finished_at from _prisma_migrations order by started_at"),
  );
  const expected = listMigrationNames().map((name) => ({
    migration_name: name,
    checksum: createHash("sha256")
      .update(readFileSync(join(migrationsFolder, name, "migration.sql")))
      .digest("hex"),
    finished_at: expect.any(Date),
  }));
  expect(rows).toEqual(expected);
});

test("The migrations lead to the schema", async () => {
  // Partial indexes are left out: their conditions are compared by text, and PostgreSQL writes them its own way.
  expect(await diffToSchema(server.databaseUrl)).not.toMatch(/\b(CREATE|ALTER|DROP) (TABLE|TYPE)\b/);
});

const record = (url: string, name: string, finishedAt: Date | null) =>
  withConnection(url, (client) =>
    client.query(
      "insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ($1, '', $1, $2)",
      [name, finishedAt],
    ),
  );

test("90: a migration that was left half applied keeps everything from starting, and is named", async () => {
  const url = database("half_applied");
  await migrate(url);
  await record(url, "20991231000000_half", null);
  await expect(migrate(url)).rejects.toThrow(/failed migrations.*20991231000000_half/s);
});

test("90: an older program runs on a newer database, and says so", async () => {
  const url = database("newer");
  await migrate(url);
  await record(url, "20991231000000_of_tomorrow", new Date());
  const complaints = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    expect(await migrate(url)).toEqual([]);
    expect(complaints.mock.calls.join()).toContain("newer than this program");
    expect(complaints.mock.calls.join()).toContain("20991231000000_of_tomorrow");
  } finally {
    complaints.mockRestore();
  }
});

test("An unreachable server is told without the password", async () => {
  await expect(requireDatabase("postgresql://u:secret@127.0.0.1:1/x")).rejects.toThrow(
    /u:\*\*\*@127\.0\.0\.1:1\/x/,
  );
  expect(withoutPassword("postgresql://u:secret@h/x")).not.toContain("secret");
});
