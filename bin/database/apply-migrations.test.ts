import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { applyMigrations } from "./apply-migrations.ts";
import { requireDatabase, withConnection } from "./database.ts";
import { readMigrations } from "./migration-files.ts";
import type { RunningPostgres } from "./postgres.ts";
import { withSchemaEngine } from "./schema-engine.ts";
import { startThrowawayPostgres } from "./throwaway-postgres.ts";

let server: RunningPostgres;
let folder: string;
let count = 0;

beforeAll(async () => {
  server = await startThrowawayPostgres();
  folder = mkdtempSync(join(tmpdir(), "connect-migrations-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.stop();
});
beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  write("1_pupils", "create table pupils (name text);\ncreate index on pupils (name);\n");
  write("2_marks", "create table marks (mark int);\n");
});

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

async function newDatabase(): Promise<string> {
  count += 1;
  const url = Object.assign(new URL(server.databaseUrl), { pathname: `/applied_${count}` }).href;
  await requireDatabase(url);
  return url;
}

const apply = (url: string) => withConnection(url, (client) => applyMigrations(client, folder));
const ask = async (url: string, sql: string) =>
  (await withConnection(url, (client) => client.query(sql))).rows;
const applyByEngine = (url: string) =>
  withSchemaEngine(url, "", (engine) =>
    engine.applyMigrations({
      migrationsList: readMigrations(folder),
      filters: { externalTables: [], externalEnums: [] },
    }),
  );

const COLUMNS = `select column_name, data_type, character_maximum_length, is_nullable, column_default
  from information_schema.columns where table_name = '_prisma_migrations' order by ordinal_position`;
const KEYS = "select indexdef from pg_indexes where tablename = '_prisma_migrations'";
const ROWS = `select migration_name, checksum, logs, rolled_back_at, applied_steps_count, length(id) as id,
  finished_at >= started_at as is_finished from _prisma_migrations order by started_at`;

test("The table and its rows are those that Prisma's schema engine writes", async () => {
  const [ours, engines] = [await newDatabase(), await newDatabase()];
  expect(await apply(ours)).toEqual(["1_pupils", "2_marks"]);
  await applyByEngine(engines);
  for (const sql of [COLUMNS, KEYS, ROWS]) {
    const expected = await ask(engines, sql);
    expect(expected).not.toHaveLength(0);
    expect(await ask(ours, sql)).toEqual(expected);
  }
});

test("A database that the engine migrated is taken over, and the engine takes over ours", async () => {
  const [ours, engines] = [await newDatabase(), await newDatabase()];
  await applyByEngine(engines);
  const before = await ask(engines, "select * from _prisma_migrations");
  expect(await apply(engines)).toEqual([]);
  expect(await ask(engines, "select * from _prisma_migrations")).toEqual(before);
  await apply(ours);
  expect(await applyByEngine(ours)).toEqual({ appliedMigrationNames: [] });
  write("3_classes", "create table classes (name text);\n");
  expect(await applyByEngine(ours)).toEqual({ appliedMigrationNames: ["3_classes"] });
  expect(await apply(engines)).toEqual(["3_classes"]);
});

test("Of several that start at once, each migration is applied by one, and the others wait", async () => {
  const url = await newDatabase();
  write("3_slow", "select pg_sleep(0.3); create table slow (id int);\n");
  const applied = await Promise.all([apply(url), apply(url), apply(url)]);
  expect(applied.toSorted((left, right) => right.length - left.length)).toEqual([
    ["1_pupils", "2_marks", "3_slow"],
    [],
    [],
  ]);
});

test("A file that was changed after it was applied is refused, and what to do is said", async () => {
  const url = await newDatabase();
  await apply(url);
  write("2_marks", "create table marks (mark text);\n");
  write("3_classes", "create table classes (name text);\n");
  await expect(apply(url)).rejects.toThrow(/2_marks.*isn't the file that was applied.*migrate:new/s);
  expect(await ask(url, "select to_regclass('classes') as found")).toEqual([{ found: null }]);
});

test("A checkout with the line ends of another system counts as the same file", async () => {
  const url = await newDatabase();
  await apply(url);
  write("2_marks", "create table marks (mark int);\r\n");
  expect(await apply(url)).toEqual([]);
});

test("A migration that fails stops all that follow, now and at the next start, until somebody decides", async () => {
  const url = await newDatabase();
  write("2_marks", "create table marks (mark int); insert into marks values ('good');\n");
  write("3_classes", "create table classes (name text);\n");
  await expect(apply(url)).rejects.toThrow(
    /failed migrations: 2_marks.*invalid input syntax.*rolled_back_at/s,
  );
  await expect(apply(url)).rejects.toThrow(/failed migrations: 2_marks.*invalid input syntax.*finished_at/s);
  expect(await ask(url, "select to_regclass('marks') as marks, to_regclass('classes') as classes")).toEqual([
    { marks: null, classes: null },
  ]);
  write("2_marks", "create table marks (mark text); insert into marks values ('good');\n");
  await ask(
    url,
    "update _prisma_migrations set rolled_back_at = now() where migration_name = '2_marks' and finished_at is null",
  );
  expect(await apply(url)).toEqual(["2_marks", "3_classes"]);
});

test("A database of something else is left as it is", async () => {
  const url = await newDatabase();
  await ask(url, "create table invoices (id int)");
  await expect(apply(url)).rejects.toThrow(/isn't empty and isn't ours.*invoices/s);
  expect(await ask(url, "select to_regclass('_prisma_migrations') as found")).toEqual([{ found: null }]);
});
