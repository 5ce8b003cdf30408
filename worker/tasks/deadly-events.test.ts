import pg from "pg";
import { afterAll, expect, vi } from "vitest";
import { commands } from "#lib/bot/commands/index";
import { db } from "#lib/db";
import { MAX_TRIES } from "#lib/inbox/inbox";
import { deliver, deliveryOf, textMessage } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";
import { type DatabaseLine, useDatabaseLine } from "#lib/testing/proxy";
import { passTime, workOnEvents, workOnInbox } from "#lib/testing/worker";
import { claimInbox, workInbox } from "./work-inbox.ts";

let line: DatabaseLine;
let aside: pg.Client;

test.beforeAll(async ({ databaseUrl }) => {
  aside = new pg.Client({ connectionString: databaseUrl });
  await aside.connect();
  line = await useDatabaseLine(databaseUrl);
  await aside.query(`create function suffer() returns trigger language plpgsql as $$ begin
    if to_jsonb(new) ->> 'text' = 'cut' then perform pg_terminate_backend(pg_backend_pid()); end if;
    if to_jsonb(new) ->> 'text' = 'cancel' then perform pg_cancel_backend(pg_backend_pid()); end if;
    if to_jsonb(new) ->> 'text' = 'slow' then perform pg_sleep(0.5); end if;
    if to_jsonb(new) ->> 'failure_title' = 'cut' then perform pg_terminate_backend(pg_backend_pid()); end if;
    return new; end $$`);
  await aside.query(
    "create trigger suffer before insert on inbound_messages for each row execute function suffer()",
  );
  await aside.query(
    "create trigger suffer before update on outbound_messages for each row execute function suffer()",
  );
});

afterAll(async () => {
  await aside.end();
});

const eventOf = (lane: string) => db().webhookEvent.findFirstOrThrow({ where: { lane } });

async function countSlow(): Promise<number> {
  const { rows } = await aside.query(
    "select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'",
  );
  return rows.length;
}

test.each([
  ["cut", "4940001"],
  ["cancel", "4940002"],
])(
  "a message at which the database ends the work (%s) is parked after its tries, and blocks nobody",
  async (word, number) => {
    const neighbour = `${number}9`;
    await deliver(deliveryOf({ messages: [textMessage(number, word), textMessage(neighbour, "hi")] }));
    await workOnInbox();
    expect(await eventOf(neighbour)).toMatchObject({ state: "done" });
    await deliver(deliveryOf({ messages: [textMessage(number, "hi")] }));
    for (let tries = 1; tries < MAX_TRIES; tries++) {
      await passTime();
      await workOnInbox();
    }
    const [deadly, later] = await db().webhookEvent.findMany({
      where: { lane: number },
      orderBy: { id: "asc" },
    });
    expect(deadly).toMatchObject({ state: "dead", attempts: MAX_TRIES, failure: expect.any(String) });
    expect(later).toMatchObject({ state: "done" });
  },
);

test("a message whose work the absence of the database ends loses no try by that", async () => {
  const lane = "4940003";
  await deliver(deliveryOf({ messages: [textMessage(lane, "slow")] }));
  await aside.query("update lanes set is_suspect = true where key = $1", [lane]);
  const working = workInbox(await claimInbox("one worker"), commands);
  await vi.waitFor(async () => expect(await countSlow()).toBe(1));
  const failing = expect(working).rejects.toThrow();
  await line.set("cut");
  await failing;
  await line.set("open");
  await vi.waitFor(async () => expect(await countSlow()).toBe(0));
  await aside.query("update lanes set lease_until = null, holder = null, due_at = now() where key = $1", [
    lane,
  ]);
  await workOnInbox();
  expect(await eventOf(lane)).toMatchObject({ state: "done", attempts: 1 });
});

test("a status at which the database ends the connection is parked, and the others are applied", async () => {
  const [one, other] = await db().outboundMessage.createManyAndReturn({
    data: ["wamid.one", "wamid.other"].map((wamid) => ({
      lane: "somebody",
      purpose: "reply",
      kind: "text",
      status: "accepted",
      rank: 2,
      wamid,
      dueAt: null,
    })),
  });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const statuses = [
    { id: "wamid.one", status: "failed", timestamp, errors: [{ code: 1, title: "cut" }] },
    { id: "wamid.other", status: "read", timestamp },
  ];
  await deliver(deliveryOf({ statuses }));
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    await workOnEvents();
    await passTime();
  }
  expect(await db().webhookEvent.findFirst({ where: { wamid: "wamid.one" } })).toMatchObject({
    state: "dead",
    attempts: MAX_TRIES,
  });
  const rows = await db().outboundMessage.findMany({
    where: { id: { in: [one?.id ?? "", other?.id ?? ""] } },
  });
  expect(rows.map(({ wamid, status }) => `${wamid} ${status}`).sort()).toEqual([
    "wamid.one accepted",
    "wamid.other read",
  ]);
});
