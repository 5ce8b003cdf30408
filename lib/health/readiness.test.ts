import { expect } from "vitest";
import { GET } from "../../app/health/ready/route.ts";
import { db } from "../db.ts";
import { test } from "../testing/fixtures.ts";
import { changeSettings } from "../testing/settings.ts";
import { announceStop, checkReadiness } from "./readiness.ts";

async function ask() {
  const response = await GET(new Request("http://localhost/health/ready"), undefined);
  return { status: response.status, body: await response.json() };
}

test("a web server takes requests once the database is as new as it is", async () => {
  expect(await ask()).toEqual({ status: 200, body: { status: "ready" } });
  const last = await db().$queryRaw<{ name: string }[]>`
    update _prisma_migrations set finished_at = null
    where migration_name = (select max(migration_name) from _prisma_migrations) returning migration_name as name`;
  expect(last).toHaveLength(1);
  expect(await ask()).toEqual({ status: 503, body: { status: "migrations_missing" } });
  await db().$executeRaw`update _prisma_migrations set finished_at = now()`;
  expect((await ask()).status).toBe(200);
});

test("a database that is newer than the web server keeps nobody away", async () => {
  await db().$executeRaw`
    insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('n', '', '99990101000000_n', now())`;
  expect((await ask()).status).toBe(200);
});

test("a web server that is stopping takes no more requests, and knows whether anybody asks", async () => {
  expect(announceStop()).toEqual({ isWatched: true });
  expect(await ask()).toEqual({ status: 503, body: { status: "stopping" } });
  Reflect.deleteProperty(globalThis, "connectReadiness");
  expect(announceStop()).toEqual({ isWatched: false });
});

test("without a database there are no requests to take", async () => {
  Reflect.deleteProperty(globalThis, "connectReadiness");
  await db().$disconnect();
  Reflect.deleteProperty(globalThis, "connectConnections");
  changeSettings({ DATABASE_URL: "postgresql://127.0.0.1:1/nothing" });
  expect(await checkReadiness()).toBe("database_down");
});
