import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, expect, vi } from "vitest";
import { isDatabaseUnavailable } from "#lib/database/database-errors";
import { db, pool } from "#lib/db";
import { deliver, deliveryOf, textMessage } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";

const NUMBERS = Array.from({ length: 20 }, (_, at) => `4918${String(1_000_000 + at)}`);
/** Who writes while there is no server that takes writes, each time another. */
const LATE = ["491899000001", "491899000002", "491899000003"];
const WORDS = ["hi", "status", "what?", "unlink"];
const FIRST_SIGNS = ["🎓", "❌", "🤔", "ℹ"];

let aside: pg.Client;

test.beforeAll(async ({ databaseUrl }) => {
  aside = new pg.Client({ connectionString: databaseUrl });
  await aside.connect();
});

afterAll(async () => {
  await aside.end();
});

/** As after a fail-over: connections lead to a server that takes no writes; and later to one that does, but not those that are open. */
async function demote(isDemoted: boolean): Promise<void> {
  const { rows } = await aside.query<{ name: string }>("select current_database() as name");
  await aside.query("set default_transaction_read_only = off");
  await aside.query(
    `alter database ${rows[0]?.name} set default_transaction_read_only = ${isDemoted ? "on" : "off"}`,
  );
  if (isDemoted)
    await aside.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`);
}

/** Brings a message again and again, as Meta does, until it is taken; how often it was told to come again. */
async function bring(number: string, word: string): Promise<number> {
  const delivery = deliveryOf({ messages: [textMessage(number, word)] });
  for (let refusals = 0; ; refusals++) {
    try {
      await deliver(delivery);
      return refusals;
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      await pause(200);
    }
  }
}

test("connections to a server that was demoted are not kept: writes go on as soon as there is one that takes them", async () => {
  const brought = NUMBERS.map((number) => bring(number, "hi"));
  await demote(true);
  await Promise.all([...brought, pause(500).then(() => demote(false))]);
  await Promise.all(NUMBERS.map((number) => bring(number, "hi")));
  expect((await Promise.all(NUMBERS.map((number) => bring(number, "hi")))).reduce((a, b) => a + b)).toBe(0);
  await pool().query("truncate webhook_events, lanes");
});

test("through three times without a server that takes writes each message gets one reply, in order, and none becomes a dead letter", {
  timeout: 120_000,
}, async ({ graph, startWorker }) => {
  const worker = await startWorker();
  const writing = NUMBERS.map(async (number) => {
    for (const word of WORDS) {
      await bring(number, word);
      await pause(1500);
    }
  });
  for (const number of LATE) {
    await pause(700);
    await demote(true);
    const refusals = bring(number, "hi");
    await pause(1000);
    await demote(false);
    expect(await refusals).toBeGreaterThan(0);
  }
  await Promise.all(writing);
  await vi.waitFor(
    async () => {
      const done = await db().webhookEvent.count({ where: { state: "done" } });
      expect(done).toBe(NUMBERS.length * WORDS.length + LATE.length);
      expect(await db().outboundMessage.count({ where: { status: { in: ["queued", "sending"] } } })).toBe(0);
    },
    { timeout: 60_000, interval: 200 },
  );
  expect(await db().webhookEvent.count({ where: { state: { in: ["dead", "quarantined"] } } })).toBe(0);
  for (const number of NUMBERS)
    expect(graph.taken.get(`+${number}`)?.map((text) => [...text][0])).toEqual(FIRST_SIGNS);
  expect(await db().outboundMessage.groupBy({ by: ["status"], _count: true })).toEqual([
    { status: "accepted", _count: NUMBERS.length * WORDS.length + LATE.length },
  ]);
  expect(await worker.stop()).toBe(0);
});
