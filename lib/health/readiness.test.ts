import pg from "pg";
import { beforeEach, expect, vi } from "vitest";
import { GET } from "../../app/health/ready/route.ts";
import { db, pool } from "../db.ts";
import { test } from "../testing/fixtures.ts";
import { type DatabaseLine, useDatabaseLine } from "../testing/proxy.ts";
import { announceStop, checkReadiness } from "./readiness.ts";

let line: DatabaseLine;
test.beforeAll(async ({ databaseUrl }) => {
  line = await useDatabaseLine(databaseUrl);
});

/** Has the next asker be the first of a new process. */
const forget = () => Reflect.deleteProperty(globalThis, "connectReadiness");

beforeEach(async () => {
  await line.set("open");
  forget();
});

async function ask() {
  const response = await GET(new Request("http://localhost/health/ready"), undefined);
  return { status: response.status, body: await response.json() };
}

const sayingSo = (status: string, wait = 5000) =>
  vi.waitFor(async () => expect((await ask()).body).toEqual({ status }), { timeout: wait });

test("a web server takes requests once the database is as new as it is", async () => {
  expect(await ask()).toEqual({ status: 200, body: { status: "ready" } });
  const last = await db().$queryRaw<{ name: string }[]>`
    update _prisma_migrations set finished_at = null
    where migration_name = (select max(migration_name) from _prisma_migrations) returning migration_name as name`;
  expect(last).toHaveLength(1);
  await sayingSo("migrations_missing");
  expect((await ask()).status).toBe(503);
  await db().$executeRaw`update _prisma_migrations set finished_at = now()`;
  await sayingSo("ready");
});

test("a database that is newer than the web server keeps nobody away", async () => {
  await db().$executeRaw`
    insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('n', '', '99990101000000_n', now())`;
  expect((await ask()).status).toBe(200);
});

test("a web server that is stopping takes no more requests, and knows whether anybody asks", async () => {
  expect(await checkReadiness()).toBe("ready");
  const asked = checkReadiness();
  expect(announceStop()).toEqual({ isWatched: true });
  expect(await asked).toBe("stopping");
  expect(await ask()).toEqual({ status: 503, body: { status: "stopping" } });
  forget();
  expect(announceStop()).toEqual({ isWatched: false });
});

test("however many ask while requests hold all connections, each is told that it is ready, by one look at the database", async () => {
  const busy = await Promise.all(Array.from({ length: 8 }, () => pool().connect()));
  const query = vi.spyOn(pg.Client.prototype, "query");
  const asked = await Promise.all(Array.from({ length: 300 }, ask));
  for (const connection of busy) connection.release();
  expect(asked.filter(({ status }) => status !== 200)).toEqual([]);
  const looks = query.mock.calls.filter((call) => JSON.stringify(call).includes("_prisma_migrations"));
  expect(looks).toHaveLength(1);
});

test("a database that has just responded may be slow for some seconds, then it is down", async () => {
  expect(await checkReadiness()).toBe("ready");
  const begun = performance.now();
  await line.set("silent");
  await vi.waitUntil(() => performance.now() - begun > 1000, { timeout: 3000 });
  expect(await checkReadiness()).toBe("ready");
  expect(performance.now() - begun).toBeGreaterThan(2500);
  await sayingSo("database_down", 10_000);
  expect(performance.now() - begun).toBeGreaterThan(4500);
  await line.set("open");
  await sayingSo("ready", 10_000);
});

test("a database that takes connections and never responds keeps no proxy waiting", async () => {
  await line.set("silent");
  const begun = performance.now();
  expect(await checkReadiness()).toBe("database_down");
  expect(performance.now() - begun).toBeLessThan(3000);
});

test("without a database there are no requests to take", async () => {
  await line.set("cut");
  const begun = performance.now();
  expect(await checkReadiness()).toBe("database_down");
  expect(performance.now() - begun).toBeLessThan(1500);
});
