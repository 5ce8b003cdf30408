import { expect } from "vitest";
import type { Command } from "#lib/bot/command";
import { commands } from "#lib/bot/commands/index";
import { db, pool } from "#lib/db";
import { invite } from "#lib/linking/invitations";
import { createAccount } from "#lib/testing/accounts";
import { deliver, deliveryOf, textMessage } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";
import { workOnInbox } from "#lib/testing/worker";
import { claimInbox, workInbox } from "./work-inbox.ts";

async function repliesTo(phone: string): Promise<string[]> {
  const rows = await db().outboundMessage.findMany({
    where: { toPhone: phone },
    orderBy: { sequence: "asc" },
    select: { purpose: true },
  });
  return rows.map(({ purpose }) => purpose);
}

test("many people are answered at once, each in the order in which they wrote", async () => {
  const numbers = Array.from({ length: 60 }, (_, at) => `49300030${1000000 + at}`);
  for (const word of ["hi", "status", "what?"]) {
    await deliver(deliveryOf({ messages: numbers.map((number) => textMessage(number, word)) }));
  }
  const claimed = await claimInbox("one worker");
  expect(claimed.lanes).toHaveLength(60);
  await workInbox(claimed, commands);
  expect(await db().lane.count({ where: { queue: "inbox", dueAt: { not: null } } })).toBe(0);
  for (const number of numbers)
    expect(await repliesTo(`+${number}`)).toEqual(["welcome", "status", "unknown"]);
  expect(await db().inboundMessage.count()).toBe(180);
  await pool().query("delete from lanes");
});

test("who asks for something that changes something is replied to in order, and nobody else is held up", async () => {
  await deliver(
    deliveryOf({
      messages: [
        textMessage("493000301", "hi"),
        textMessage("493000302", "hi"),
        textMessage("493000302", "link"),
        textMessage("493000302", "status"),
        textMessage("493000303", "unlink"),
      ],
    }),
  );
  await workOnInbox();
  expect(await repliesTo("+493000301")).toEqual(["welcome"]);
  expect(await repliesTo("+493000302")).toEqual(["welcome", "link", "status"]);
  expect(await repliesTo("+493000303")).toEqual(["unlink"]);
  expect(await db().linkToken.count()).toBe(1);
});

test("each message sees what the one before it changed, though all are committed at once", async () => {
  const account = await createAccount();
  const { code } = await invite(account);
  const words = [`link ${code}`, "yes", "status", "link", "unlink", "status", "stop", "start", "start"];
  await deliver(deliveryOf({ messages: words.map((word) => textMessage("493000306", word)) }));
  await workInbox(await claimInbox("one worker"), commands);
  expect(await repliesTo("+493000306")).toEqual([
    ...[
      "invitation",
      "linked",
      "status",
      "already-linked",
      "unlink",
      "status",
      "opted-out",
      "welcome",
      "welcome",
    ],
  ]);
  const replies = await db().outboundMessage.findMany({
    where: { toPhone: "+493000306" },
    orderBy: { sequence: "asc" },
  });
  expect(replies.map(({ text }) => text?.split("\n")[0]).filter((text) => text?.includes("Status"))).toEqual([
    "✅ Account Status: Linked",
    "❌ Account Status: Not Linked",
  ]);
  expect(replies.map(({ text }) => text?.includes("get announcements again"))).toEqual([
    ...[false, false, false, false, false, false, false, true, false],
  ]);
  const states = await db().webhookEvent.groupBy({ by: ["processedAt"], where: { lane: "493000306" } });
  expect(states).toHaveLength(1);
});

test("more changes than fit into one transaction are made in the next, in order", async () => {
  const numbers = Array.from({ length: 70 }, (_, at) => `49300035${1000 + at}`);
  await deliver(
    deliveryOf({
      messages: ["link", "status", "link"].flatMap((word) =>
        numbers.map((number) => textMessage(number, word)),
      ),
    }),
  );
  await workOnInbox();
  for (const number of numbers) expect(await repliesTo(`+${number}`)).toEqual(["link", "status", "link"]);
  expect(
    await db().webhookEvent.count({ where: { lane: { startsWith: "49300035" }, state: "pending" } }),
  ).toBe(0);
});

test("a command decides once on each message, however many people are replied to at once", async () => {
  const decided: string[] = [];
  const counted: Command = {
    name: "count",
    aliases: [],
    summary: null,
    decide: ({ sender }) => {
      decided.push(sender.id);
      return { effect: "unlink", reply: () => ({ purpose: "counted", text: "Counted" }) };
    },
  };
  const numbers = ["493000361", "493000362", "493000363"];
  await deliver(deliveryOf({ messages: numbers.map((number) => textMessage(number, "count")) }));
  await workInbox(await claimInbox("one worker"), [...commands, counted]);
  for (const number of numbers) expect(await repliesTo(`+${number}`)).toEqual(["counted"]);
  expect(decided).toHaveLength(3);
});

test("one message that cannot be worked on leaves the others of its batch alone", async () => {
  await deliver(
    deliveryOf({
      messages: ["493000311", "493000312", "493000313"].map((number) => textMessage(number, "hi")),
    }),
  );
  await pool().query(`update webhook_events set payload = '{"message": 5}' where lane = '493000312'`);
  await workOnInbox();
  expect(await repliesTo("+493000311")).toEqual(["welcome"]);
  expect(await repliesTo("+493000313")).toEqual(["welcome"]);
  const [poison] = await db().webhookEvent.findMany({ where: { lane: "493000312" } });
  expect(poison).toMatchObject({ state: "pending", attempts: 1 });
});

test("somebody who writes from two lanes at once, with and without a BSUID, stays one person", async () => {
  await deliver(
    deliveryOf({
      messages: [
        textMessage("493000321", "hi"),
        textMessage("493000321", "status", { from_user_id: "DE.493000321" }),
      ],
    }),
  );
  await workOnInbox();
  expect(await db().whatsappUser.count({ where: { whatsappPhone: "+493000321" } })).toBe(1);
  expect((await repliesTo("+493000321")).sort()).toEqual(["status", "welcome"]);
});

test("a burst of one person is answered up to the limit, then with one notice, then not at all", async () => {
  await deliver(
    deliveryOf({ messages: Array.from({ length: 60 }, () => textMessage("493000331", "status")) }),
  );
  await workOnInbox();
  expect(await repliesTo("+493000331")).toEqual([...Array.from({ length: 20 }, () => "status"), "slow-down"]);
  expect(await db().webhookEvent.count({ where: { lane: "493000331", state: "done" } })).toBe(60);
});

test("a message that the database fails at each time keeps nobody else waiting", async () => {
  await db().$executeRaw`
    create function die_of_name() returns trigger language plpgsql as $$ begin
      if new.whatsapp_name = 'Deadly' then raise exception 'gone' using errcode = '40P01'; end if;
      return new;
    end $$`;
  await db().$executeRaw`
    create trigger die before insert or update on whatsapp_users for each row execute function die_of_name()`;
  const contacts = ["Alive", "Deadly", "Well"].map((name, at) => ({
    wa_id: `49300034${at}`,
    profile: { name },
  }));
  const messages = contacts.map(({ wa_id }) => textMessage(wa_id, "hi"));
  await deliver(deliveryOf({ contacts, messages }));
  const claimed = await claimInbox("one worker");
  await workInbox(claimed, commands);
  expect(await repliesTo("+493000340")).toEqual(["welcome"]);
  expect(await repliesTo("+493000342")).toEqual(["welcome"]);
  expect(
    await db().lane.count({
      where: { key: { startsWith: "49300034" }, OR: [{ holder: { not: null } }, { dueAt: { not: null } }] },
    }),
  ).toBe(1);
  expect(await db().lane.findFirst({ where: { key: "493000341" } })).toMatchObject({ holder: null });
  expect(await db().webhookEvent.count({ where: { lane: "493000341", state: "pending" } })).toBe(1);
  await db().$executeRaw`drop trigger die on whatsapp_users`;
});
