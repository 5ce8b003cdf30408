import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import { reasonOf } from "#lib/errors";
import { listMigrationNames, migrationsFolder, readMigration } from "./migration-files.ts";

/** The lock that Prisma's own commands take as well, so that nobody else applies migrations meanwhile. */
const LOCK_KEY = 72_707_369;

/** Prisma's table, as its schema engine makes it. */
const TABLE = `create table _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

interface Row {
  name: string;
  checksum: string;
  isFinished: boolean;
  logs: string | null;
}

let underWay: Promise<void> | undefined;
let isStopping = false;

/** Resolves once no migration is half applied, and has none begin any more. */
export async function finishMigration(): Promise<void> {
  isStopping = true;
  await underWay?.catch(() => undefined);
}

/**
 * Applies the migrations that a database lacks and returns their names, keeping Prisma's own table. Throws in plain words if
 * a person has to decide.
 */
export async function applyMigrations(client: pg.Client, folder = migrationsFolder): Promise<string[]> {
  await client.query("select pg_advisory_lock($1)", [LOCK_KEY]);
  await requireTable(client);
  const { rows } = await client.query<Row>(
    `select migration_name as name, checksum, finished_at is not null as "isFinished", logs
     from _prisma_migrations where rolled_back_at is null order by started_at`,
  );
  const failed = rows.filter(({ isFinished }) => !isFinished);
  if (failed.length > 0) throw new Error(failed.map(sayFailed).join("\n"));
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const missing: string[] = [];
  for (const name of listMigrationNames(folder)) {
    const checksum = applied.get(name);
    if (checksum === undefined) missing.push(name);
    else if (!checksumsOf(readMigration(name, folder)).includes(checksum)) throw new Error(sayChanged(name));
  }
  for (const name of missing) {
    if (isStopping) throw new Error(`Stopped before ${name} was applied.`);
    underWay = applyOne(client, name, readMigration(name, folder));
    await underWay;
  }
  return missing;
}

/** Makes the table in an empty database; refuses one that holds something else, which is probably not meant. */
async function requireTable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ isThere: boolean; other: string | null }>(
    `select to_regclass('_prisma_migrations') is not null as "isThere",
       (select min(tablename) from pg_tables where schemaname = current_schema()) as other`,
  );
  const [found] = rows;
  if (found?.isThere) return;
  if (found?.other)
    throw new Error(
      `The database isn't empty and isn't ours: it has a table "${found.other}", but none called _prisma_migrations. Nothing was changed. Set DATABASE_URL to another database.`,
    );
  await client.query(TABLE);
}

/** Runs one file. PostgreSQL undoes the whole of it when it fails, unless the file ends transactions itself. */
async function applyOne(client: pg.Client, name: string, sql: string): Promise<void> {
  const id = randomUUID();
  const [checksum] = checksumsOf(sql);
  await client.query("insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)", [
    id,
    checksum,
    name,
  ]);
  try {
    await client.query(sql);
  } catch (error) {
    const logs = reasonOf(error);
    // Where the connection is gone, the row stays without the reason.
    await client
      .query("rollback")
      .then(() => client.query("update _prisma_migrations set logs = $2 where id = $1", [id, logs]))
      .catch(() => undefined);
    throw new Error(sayFailed({ name, logs }), { cause: error });
  }
  await client.query(
    "update _prisma_migrations set finished_at = now(), applied_steps_count = 1 where id = $1",
    [id],
  );
}

/** What Prisma may have written down for a file: the hash of its bytes, with the line ends of either kind of system. */
function checksumsOf(sql: string): string[] {
  const unix = sql.replaceAll("\r\n", "\n");
  return [unix, unix.replaceAll("\n", "\r\n")].map((text) => createHash("sha256").update(text).digest("hex"));
}

function sayFailed({ name, logs }: Pick<Row, "name" | "logs">): string {
  const row = `where migration_name = '${name}' and finished_at is null`;
  return [
    `The database has failed migrations: ${name} was started but didn't finish${logs ? `: ${logs}` : "."}`,
    "No other migration is applied until you've decided what happens to this one. See what it changed, then either",
    `- undo that (PostgreSQL has done so, unless the file ends transactions itself) to have it applied again:\n  update _prisma_migrations set rolled_back_at = now() ${row};`,
    `- or complete it by hand:\n  update _prisma_migrations set finished_at = now() ${row};`,
  ].join("\n");
}

function sayChanged(name: string): string {
  return `prisma/migrations/${name}/migration.sql isn't the file that was applied to this database. Restore it (git restore prisma/migrations), and put what you changed into a new migration: npm run migrate:new -- name`;
}
