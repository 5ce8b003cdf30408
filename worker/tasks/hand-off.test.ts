import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { expect, vi } from "vitest";
import { commands } from "#lib/bot/commands/index";
import { db } from "#lib/db";
import { askBreaker, noteRefusal } from "#lib/outbox/sending/circuit-breaker";
import { leaveLane } from "#lib/outbox/sending/leaving";
import { reserveTokens, reserveUnasked } from "#lib/outbox/sending/tokens";
import { takeBack } from "#lib/outbox/sending/untaken";
import type { HandedOver } from "#lib/replies/outgoing-replies";
import { deliver, deliveryOf, textMessage } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";
import { workOnInbox, workOnOutbox } from "#lib/testing/worker";
import { startDispatcher } from "../dispatcher.ts";
import type { SendingWork } from "./claim-messages.ts";
import { type HandOff, handOffTo } from "./hand-off.ts";
import { claimInbox, workInbox } from "./work-inbox.ts";

const DAY_MS = 24 * 3_600_000;

/** Works on what has come in, and keeps what is handed over. */
async function workAndKeep(most = 100): Promise<HandedOver[]> {
  const kept: HandedOver[] = [];
  const handOff: HandOff = {
    reserve: async (wanted) => Array.from({ length: Math.min(most, wanted) }, () => 0),
    stillGood: (times) => times,
    send: (reply) => kept.push(reply),
  };
  await workInbox(await claimInbox(randomUUID()), commands, handOff);
  return kept;
}

async function write(number: string, ...words: string[]): Promise<void> {
  await deliver(deliveryOf({ messages: words.map((word) => textMessage(number, word)) }));
}

const replies = (number: string) =>
  db().outboundMessage.findMany({
    where: { toPhone: `+${number}` },
    orderBy: { sequence: "asc" },
    select: { id: true, purpose: true, status: true, attempts: true },
  });

const laneOf = (key: string) => db().lane.findFirstOrThrow({ where: { queue: "outbox", key } });

test("the reply to somebody whom nothing else waits for is committed as being sent, and handed over", async () => {
  await write("4930009001", "hi");
  const [handed, ...others] = await workAndKeep();
  expect(others).toEqual([]);
  const [reply] = await replies("4930009001");
  expect(reply).toMatchObject({ purpose: "welcome", status: "sending", attempts: 1 });
  expect(handed?.message).toMatchObject({ id: reply?.id, phone: "+4930009001", attempts: 1, kind: "text" });
  const lane = await laneOf(handed?.lane.key ?? "");
  expect(lane).toMatchObject({ holder: handed?.lane.holder, dueAt: null });
  expect(lane.pacedUntil?.getTime()).toBeGreaterThan(Date.now());
});

test("of two replies to one person the first is handed over, and the second is due once it has left", async () => {
  await write("4930009002", "hi", "status");
  const [handed, ...others] = await workAndKeep();
  expect(others).toEqual([]);
  expect((await replies("4930009002")).map(({ status }) => status)).toEqual(["sending", "queued"]);
  if (!handed) throw new Error("Nothing was handed over.");
  expect(await leaveLane(handed.lane, { id: handed.message.id, wamid: "wamid.HANDED" })).toBe(true);
});

test("what finds its person's lane held, or something waiting in it, or the person's burst used up, waits as well", async () => {
  await write("4930009003", "hi");
  const [first] = await workAndKeep();
  const key = first?.lane.key ?? "";
  await write("4930009003", "status");
  expect(await workAndKeep()).toEqual([]);
  for (const state of [
    { holder: null, leaseUntil: null, dueAt: new Date(), pacedUntil: null },
    { holder: null, leaseUntil: null, dueAt: null, pacedUntil: new Date(Date.now() + DAY_MS) },
  ]) {
    await db().lane.updateMany({ where: { queue: "outbox", key }, data: state });
    await write("4930009003", "status");
    expect(await workAndKeep()).toEqual([]);
    expect((await laneOf(key)).holder).toBeNull();
  }
  const states = (await replies("4930009003")).map(({ status }) => status);
  expect(states).toEqual(["sending", "queued", "queued", "queued"]);
});

test("no more are handed over than there are tokens", async () => {
  await write("4930009004", "hi");
  await write("4930009005", "hi");
  expect(await workAndKeep(1)).toHaveLength(1);
});

test("a transaction that took long hands over for no shorter a time, nor before its person may get a message", async () => {
  await write("4930009008", "hi");
  const handOff: HandOff = {
    reserve: () => pause(1500, [0]),
    stillGood: (times) => times,
    send: () => {},
  };
  await workInbox(await claimInbox(randomUUID()), commands, handOff);
  const [lane] = await db().$queryRaw<{ lease: number; pace: number }[]>`
    select extract(epoch from lease_until - clock_timestamp())::float as lease,
      extract(epoch from paced_until - clock_timestamp())::float as pace
    from lanes join outbound_messages on lane = key where to_phone = '+4930009008' and lanes.queue = 'outbox'`;
  expect(lane?.lease).toBeGreaterThan(5);
  expect(lane?.pace).toBeGreaterThan(5);
});

test("what was handed over by a commit that nobody heard of is taken back, and sent in its turn", async ({
  graph,
}) => {
  await write("4930009009", "hi");
  const [handed] = await workAndKeep();
  await takeBack(handed?.lane.holder ?? "");
  expect(await replies("4930009009")).toMatchObject([{ status: "queued", attempts: 0 }]);
  const before = graph.calls;
  await workOnOutbox();
  expect(await replies("4930009009")).toMatchObject([{ status: "accepted", attempts: 1 }]);
  expect(graph.calls).toBeGreaterThan(before);
});

test("a reply that is there already leaves its person's lane free", async () => {
  const message = textMessage("4930009010", "hi");
  const known = { lane: "x", purpose: "welcome", kind: "text", text: "hi", sourceWamid: String(message.id) };
  await db().outboundMessage.create({ data: { ...known, dueAt: null } });
  await deliver(deliveryOf({ messages: [message] }));
  const held = { queue: "outbox", holder: { not: null } };
  const before = await db().lane.count({ where: held });
  expect(await workAndKeep()).toEqual([]);
  expect(await db().lane.count({ where: held })).toBe(before);
});

test("nothing is handed over once the circuit breaker has opened, though its token was reserved before", async ({
  graph,
  databaseUrl,
}) => {
  await write("4930009011", "hi");
  await workOnInbox();
  await workOnOutbox();
  await write("4930009011", "status");
  const before = graph.calls;
  const dispatcher = startDispatcher<SendingWork>(
    "outbox",
    80,
    async () => [],
    async () => {},
  );
  const begin = vi.spyOn(dispatcher, "begin");
  const locker = new pg.Client({ connectionString: databaseUrl });
  await locker.connect();
  await locker.query("begin");
  await locker.query("select from whatsapp_users for update");
  const working = workInbox(await claimInbox(randomUUID()), commands, handOffTo(dispatcher));
  await vi.waitUntil(async () => {
    const { rowCount } = await locker.query("select from pg_stat_activity where wait_event_type = 'Lock'");
    return rowCount === 1;
  });
  await noteRefusal("account", "131031");
  expect(await askBreaker("outbox")).toBe("open");
  await locker.query("rollback");
  await locker.end();
  await working;
  await dispatcher.stop();
  expect(begin).not.toHaveBeenCalled();
  expect(graph.calls).toBe(before);
});

test("a worker that has lost a lane meanwhile commits nothing, and hands nothing over", async () => {
  await write("4930009007", "hi");
  const claimed = await claimInbox("slow worker");
  await db().lane.updateMany({ where: { holder: "slow worker" }, data: { holder: "another worker" } });
  const sent: HandedOver[] = [];
  const handOff: HandOff = {
    reserve: async () => [0],
    stillGood: (times) => times,
    send: (reply) => sent.push(reply),
  };
  await workInbox(claimed, commands, handOff);
  expect(sent).toEqual([]);
  expect(await replies("4930009007")).toEqual([]);
  await db().lane.updateMany({
    where: { holder: "another worker" },
    data: { holder: null, leaseUntil: null, dueAt: new Date() },
  });
  await workOnInbox();
  expect(await replies("4930009007")).toHaveLength(1);
});

test("nobody gets a token for what is about to be committed while others wait, the next are far, or nothing is sent at all", async () => {
  await db().$executeRaw`truncate lanes, sending_numbers`;
  await db().$executeRaw`insert into lanes (queue, key, due_at) values ('outbox', 'somebody', now())`;
  await reserveTokens("outbox", 1);
  expect(await reserveUnasked(1, 0.01)).toEqual([]);
  await db().$executeRaw`truncate lanes`;
  expect(await reserveUnasked(1, 0.01)).toHaveLength(1);
  await db().$executeRaw`update sending_numbers set next_slot_at = now() + interval '1 second'`;
  expect(await reserveUnasked(1, 0.01)).toEqual([]);
  await db().$executeRaw`update sending_numbers set next_slot_at = now()`;
  await noteRefusal("account", "131031");
  expect(await reserveUnasked(1, 0.01)).toEqual([]);
});
