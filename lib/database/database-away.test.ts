import { beforeEach, describe, expect, vi } from "vitest";
import { db, pool, transaction } from "../db.ts";
import { checkHealth } from "../health/health.ts";
import { countTry } from "../limits.ts";
import { route } from "../requests/route.ts";
import { deliver, deliveryOf, textMessage } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import { type DatabaseLine, useDatabaseLine } from "../testing/proxy.ts";

let line: DatabaseLine;

test.beforeAll(async ({ databaseUrl }) => {
  line = await useDatabaseLine(databaseUrl);
});

beforeEach(async () => {
  await line.set("open");
});

const uses: Record<string, () => Promise<unknown>> = {
  "a webhook": () => deliver(deliveryOf({ messages: [textMessage("15550000001", "hi")] })),
  "a query": () => db().user.findFirst(),
  "a transaction": () => transaction((tx) => tx.user.count()),
  "a rate limit": () => countTry({ name: "test", tries: 1_000_000, seconds: 60 }, "key"),
  "a statement": () => pool().query("select 1"),
};

async function responseTo(use: () => Promise<unknown>): Promise<Response> {
  const handler = route(async () => {
    await use();
    return Response.json({ status: "ok" });
  });
  return handler(new Request("http://localhost:3000/api/whatsapp/webhook", { method: "POST" }), undefined);
}

async function answers() {
  const entries = Object.entries(uses).map(async ([name, use]) => {
    const response = await responseTo(use);
    return [name, `${response.status} ${response.headers.get("retry-after") ?? "at once"}`] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const all = (answer: string) => Object.fromEntries(Object.keys(uses).map((name) => [name, answer]));

describe("while the database is away every use of it gets 503 with the seconds to wait, and 200 as soon as it is back", () => {
  test("when it is switched off", async () => {
    expect(await answers()).toEqual(all("200 at once"));
    await line.set("cut");
    expect(await answers()).toEqual(all("503 3"));
    await line.set("open");
    expect(await answers()).toEqual(all("200 at once"));
  });

  test("when it takes connections and never answers, and each use is over within seconds", {
    timeout: 40_000,
  }, async () => {
    await line.set("cut");
    await answers();
    await line.set("silent");
    const started = Date.now();
    expect(await answers()).toEqual(all("503 3"));
    expect(Date.now() - started).toBeLessThan(10_000);
    await line.set("open");
    expect(await answers()).toEqual(all("200 at once"));
  });

  test("when its connections are cut in the middle of a query", async () => {
    const cuts = [
      responseTo(() => pool().query("select pg_sleep(9)")),
      responseTo(() => db().$queryRaw`select pg_sleep(9)::text`),
      responseTo(() => transaction((tx) => tx.$queryRaw`select pg_sleep(9)::text`)),
    ];
    await vi.waitUntil(
      async () => {
        const { rows } = await pool().query(
          "select from pg_stat_activity where state = 'active' and wait_event = 'PgSleep' and datname = current_database()",
        );
        return rows.length === cuts.length;
      },
      { timeout: 5000 },
    );
    await line.set("cut");
    expect((await Promise.all(cuts)).map(({ status }) => status)).toEqual([503, 503, 503]);
  });

  test("when somebody ends our connections on the server", async () => {
    await answers();
    const ended = responseTo(
      () =>
        db()
          .$queryRaw`select pg_terminate_backend(pid)::text from pg_stat_activity where application_name = 'connect' and datname = current_database()`,
    );
    expect((await ended).status).toBe(503);
    await answers();
    expect(await answers()).toEqual(all("200 at once"));
  });
});

test("the health report says that the database is down, instead of failing", async () => {
  await line.set("cut");
  expect(await checkHealth()).toMatchObject({
    status: "down",
    checks: {
      database: { status: "down" },
      queue: { status: "unknown", depth: null },
      worker: { status: "unknown" },
    },
  });
});
