import pg from "pg";
import { expect, vi } from "vitest";
import { commands } from "#lib/bot/commands/index";
import { db, pool } from "#lib/db";
import { type ClaimedMessages, claimMessages } from "#lib/inbox/inbox";
import { deliver, deliveryOf, textMessage } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";
import { workOnInbox } from "#lib/testing/worker";
import { workInbox } from "./work-inbox.ts";

async function purposes(number: string): Promise<string[]> {
  const where = { toPhone: `+${number}` };
  const rows = await db().outboundMessage.findMany({ where, orderBy: { sequence: "asc" } });
  return rows.map(({ purpose }) => purpose);
}

/** Claims the inbox while something happens between the statement's snapshot and its locks: it waits there for a lock of ours. */
async function claimDuring(databaseUrl: string, happens: () => Promise<unknown>): Promise<ClaimedMessages> {
  const locker = new pg.Client({ connectionString: databaseUrl });
  await locker.connect();
  await locker.query("select pg_advisory_lock(1)");
  const query = pool().query.bind(pool());
  const spy = vi.spyOn(pool(), "query").mockImplementation(((text: string, values: unknown[]) => {
    spy.mockRestore();
    const wait = "from lanes where (select pg_advisory_xact_lock(1)) is not null and";
    return query(text.replace("from lanes where", wait), values);
  }) as never);
  const claiming = claimMessages("slow worker", 128, 1200);
  await vi.waitUntil(async () => {
    const { rowCount } = await locker.query("select from pg_stat_activity where wait_event = 'advisory'");
    return rowCount === 1;
  });
  await happens();
  await locker.end();
  return claiming;
}

async function expectNothingLeft(): Promise<void> {
  expect(await db().webhookEvent.count({ where: { state: "pending" } })).toBe(0);
  expect(await db().lane.count({ where: { queue: "inbox", holder: { not: null } } })).toBe(0);
}

test("a claim that looked before another claimed, worked and gave back doubles and forgets nothing", async ({
  databaseUrl,
}) => {
  await deliver(deliveryOf({ messages: [textMessage("4930009201", "hi")] }));
  const next = textMessage("4930009201", "status");
  // The web server's transaction with the next message has begun before the claim, so its lane is due by then.
  const web = new pg.Client({ connectionString: databaseUrl });
  await web.connect();
  await web.query("begin; select now()");
  const claimed = await claimDuring(databaseUrl, async () => {
    await workOnInbox();
    expect(await purposes("4930009201")).toEqual(["welcome"]);
    await web.query(
      `insert into webhook_events (kind, dedupe_key, lane, wamid, payload, raw_body)
       select kind, 'm:next', lane, $1, jsonb_set(payload, '{message}', $2::jsonb), raw_body from webhook_events limit 1`,
      [next.id, JSON.stringify(next)],
    );
    await web.query("update lanes set due_at = least(due_at, now()) where queue = 'inbox'");
    await web.query("commit");
  });
  await web.end();
  expect(claimed.lanes).toHaveLength(1);
  await workInbox(claimed, commands);
  await workOnInbox();
  expect(await purposes("4930009201")).toEqual(["welcome", "status"]);
  await expectNothingLeft();
});

test("a message that is stored while its lane is being claimed is worked on after", async ({
  databaseUrl,
}) => {
  await deliver(deliveryOf({ messages: [textMessage("4930009202", "hi")] }));
  const claimed = await claimDuring(databaseUrl, () =>
    deliver(deliveryOf({ messages: [textMessage("4930009202", "status")] })),
  );
  expect(claimed.messages).toHaveLength(1);
  await workInbox(claimed, commands);
  await workOnInbox();
  expect(await purposes("4930009202")).toEqual(["welcome", "status"]);
  await expectNothingLeft();
});
