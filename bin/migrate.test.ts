import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startProcess } from "#lib/testing/processes";
import { requireDatabase, withConnection, withoutPassword } from "./database/database.ts";
import { listMigrationNames, migrationsFolder } from "./database/migration-files.ts";
import type { RunningPostgres } from "./database/postgres.ts";
import { startThrowawayPostgres } from "./database/throwaway-postgres.ts";
import { migrate } from "./migrate.ts";
import { diffToSchema } from "./new-migration.ts";
import { projectPath } from "./project.ts";

let server: RunningPostgres;
beforeAll(async () => {
  server = await startThrowawayPostgres();
});
afterAll(() => server.stop());

const SCHEMA = readFileSync(projectPath("prisma", "schema.prisma"), "utf8");

const database = (name: string) => Object.assign(new URL(server.databaseUrl), { pathname: `/${name}` }).href;

async function newDatabase(name: string): Promise<string> {
  await withConnection(server.databaseUrl, (client) => client.query(`create database ${name}`));
  return database(name);
}

test("Two that migrate a new database at once both succeed, and every migration is applied once", async () => {
  const url = database("migrated_twice");
  const [first, second] = await Promise.all([migrate(url), migrate(url)]);
  expect([...first, ...second]).toEqual(listMigrationNames());
});

test("Asked to stop, migrating finishes the migration that is under way, and begins no other", async () => {
  const url = await newDatabase("stopped_between");
  await withConnection(url, async (client) => {
    // Holds up the first migration, which makes that table as well.
    await client.query("begin; create table whatsapp_users ()");
    const words = ["--import", 'data:text/javascript,process.send("begun")', "bin/migrate.ts"];
    const migrating = await startProcess(words, { ENV_FILE: "none", DATABASE_URL: url });
    const isHeldUp = async () =>
      (await client.query("select from pg_locks where not granted")).rowCount === 1;
    await vi.waitUntil(isHeldUp, { timeout: 20_000 });
    migrating.child.kill("SIGTERM");
    expect(await Promise.race([migrating.ended, pause(300, "still there")])).toBe("still there");
    await client.query("rollback");
    expect(await migrating.ended).toBe(1);
    const { rows } = await client.query(
      "select migration_name as name from _prisma_migrations where finished_at is not null",
    );
    expect(rows).toEqual([{ name: listMigrationNames()[0] }]);
  });
  expect(await migrate(url)).toEqual(listMigrationNames().slice(1));
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
  expect(await diffToSchema(await newDatabase("unchanged"))).toBe("");
});

test("A new migration holds what changed in the schema, and drops no index that stays as it is", async () => {
  const schema = SCHEMA.replace("\n  lane ", "\n  colour String?\n  lane ");
  const sql = await diffToSchema(await newDatabase("new_column"), schema);
  expect(sql).toMatch(/^-- AlterTable\nALTER TABLE "\w+" ADD COLUMN +"colour" TEXT;$/);
});

test("A new migration makes an index anew whose condition changed, and only that one", async () => {
  const schema = SCHEMA.replace("state IN ('quarantined', 'dead')", "state = 'dead'");
  const sql = await diffToSchema(await newDatabase("new_condition"), schema);
  expect(sql.match(/^(DROP|CREATE) .*/gm)).toEqual([
    'DROP INDEX "webhook_events_set_aside";',
    `CREATE INDEX "webhook_events_set_aside" ON "webhook_events"("id") WHERE (state = 'dead');`,
  ]);
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

test("People who are there already in two spellings of one number keep both rows, and get a line but no agreement", async () => {
  const url = await newDatabase("two_spellings");
  const sqlOf = (name: string) => readFileSync(join(migrationsFolder, name, "migration.sql"), "utf8");
  const names = listMigrationNames();
  const at = names.findIndex((name) => name.endsWith("_consent_and_lines"));
  await withConnection(url, async (client) => {
    for (const name of names.slice(0, at)) await client.query(sqlOf(name));
    await client.query(`
      insert into users (email, name) values ('rosa@example.com', 'Rosa Ñandú');
      insert into whatsapp_users (whatsapp_phone, whatsapp_name, user_id, is_linked, linked_at)
        select '+551187654321', 'Rosa', id, true, now() from users;
      insert into whatsapp_users (whatsapp_phone, opted_out_at) values ('+5511987654321', now());
      insert into consent_events (whatsapp_user_id, what, value, how, at)
        select id, 'broadcasts', 'in', 'chat', now() from whatsapp_users where is_linked`);
    for (const name of names.slice(at)) await client.query(sqlOf(name));
    const { rows } = await client.query(
      `select whatsapp_phone as phone, line, search_text as found, is_linked, marketing_agreed_at as agreed,
         opted_out_at is not null as out from whatsapp_users order by 1`,
    );
    expect(rows).toMatchObject([
      { phone: "+551187654321", line: "+5511987654321", is_linked: true, agreed: null, out: false },
      { phone: "+5511987654321", line: "+5511987654321", is_linked: false, agreed: null, out: true },
    ]);
    expect(rows[0].found).toContain("rosa nandu rosa@example.com");
  });
});

test("An unreachable server is told without the password", async () => {
  await expect(requireDatabase("postgresql://u:secret@127.0.0.1:1/x")).rejects.toThrow(
    /u:\*\*\*@127\.0\.0\.1:1\/x/,
  );
  expect(withoutPassword("postgresql://u:secret@h/x")).not.toContain("secret");
});
