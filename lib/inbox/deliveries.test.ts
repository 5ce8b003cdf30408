import { beforeEach, describe, expect } from "vitest";
import { db } from "../db.ts";
import { deliver, deliveryOf, textMessage } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import { workOnEvents, workOnInbox } from "../testing/worker.ts";
import { signBody } from "../whatsapp/signature.ts";
import { receiveDelivery } from "./deliveries.ts";

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, lanes, whatsapp_users cascade`;
});

const events = () => db().webhookEvent.findMany({ orderBy: { id: "asc" } });
const states = async () => (await events()).map(({ state }) => state);
const countReplies = () => db().outboundMessage.count();

describe("a repeat changes nothing", () => {
  test("the same delivery twenty times at once is one event and one reply", async () => {
    const rawBody = deliveryOf({ messages: [textMessage("15550000001", "hi")] });
    await Promise.all(Array.from({ length: 20 }, () => deliver(rawBody)));
    await workOnInbox();
    expect(await states()).toEqual(["done"]);
    expect(await countReplies()).toBe(1);
  });

  test("a delivery that comes again after it was worked on is not worked on again", async () => {
    const rawBody = deliveryOf({ messages: [textMessage("15550000002", "hi")] });
    await deliver(rawBody);
    await workOnInbox();
    await deliver(rawBody);
    await workOnInbox();
    expect(await states()).toEqual(["done"]);
    expect(await countReplies()).toBe(1);
  });

  test("one message twice in a delivery is one message", async () => {
    const message = textMessage("15550000003", "hi");
    await deliver(deliveryOf({ messages: [message, message] }));
    await workOnInbox();
    expect(await countReplies()).toBe(1);
  });

  test("of two texts under one message id the first stands", async () => {
    const message = textMessage("15550000004", "hi");
    await deliver(deliveryOf({ messages: [message] }));
    await deliver(deliveryOf({ messages: [{ ...message, text: { body: "forged" } }] }));
    await workOnInbox();
    expect(await db().inboundMessage.findMany()).toMatchObject([{ text: "hi" }]);
  });

  test("deliveries that hold the same messages in another order, all at once, lose none and double none", async () => {
    const messages = ["1", "2", "3", "4", "5"].map((n) => textMessage(`1555000010${n}`, "hi"));
    const post = (list: object[]) => deliver(deliveryOf({ messages: list })).catch(() => {});
    for (let round = 0; round < 5; round++) {
      await Promise.all([messages, messages.toReversed(), messages, messages.toReversed()].map(post));
    }
    await deliver(deliveryOf({ messages }));
    await workOnInbox();
    expect(await countReplies()).toBe(5);
  });
});

test("one broken message does not keep the others of its delivery from getting a reply", async () => {
  const broken = { id: "wamid.broken", type: "text", text: { body: "who am I?" } };
  const messages = [textMessage("15550000011", "hi"), broken, textMessage("15550000012", "hi")];
  await deliver(deliveryOf({ messages }));
  await workOnInbox();
  expect(await states()).toEqual(["done", "quarantined", "done"]);
  const [, quarantined] = await events();
  expect(quarantined).toMatchObject({
    payload: { what: "messages", value: broken },
    failure: expect.stringContaining("sender"),
  });
  expect(JSON.parse(Buffer.from(quarantined?.rawBody ?? []).toString())).toEqual(broken);
});

test("whatever a message holds, it is kept and gets a reply", async () => {
  const bodies = [
    "a\u0000b",
    "half \ud83d of a pair",
    "🎓".repeat(4096),
    "x".repeat(65_536),
    "‮ right to left",
  ];
  const messages = bodies.map((body, at) => textMessage(`155500000${20 + at}`, body));
  const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`);
  await deliver(
    deliveryOf({
      contacts: [{ profile: { name: `${"n".repeat(254)}🎓` } }],
      messages: [...messages, textMessage("15550000030", "hi", { deep, "a\u0000name": 1 })],
      statuses: [{ id: "wamid.1", status: "sent", timestamp: "9".repeat(1000) }],
    }),
  );
  await workOnInbox();
  await workOnEvents();
  expect(await countReplies()).toBe(6);
  expect(await states()).toEqual([...Array(6).fill("done"), "pending"]);
  const raw = (await events()).map(({ rawBody }) => rawBody && Buffer.from(rawBody).toString());
  expect(raw).toEqual([
    expect.stringContaining("a\\u0000b"),
    expect.stringContaining("half \\ud83d of"),
    null,
    null,
    null,
    expect.stringContaining('"a\\u0000name":1'),
    null,
  ]);
});

test("a thousand messages of a hundred people in one delivery are all kept, in their order", async () => {
  const messages = Array.from({ length: 1000 }, (_, n) => textMessage(`1555001${1000 + (n % 100)}`, `${n}`));
  await deliver(deliveryOf({ messages }));
  const stored = await events();
  expect(stored.map(({ wamid }) => wamid)).toEqual(messages.map(({ id }) => id));
  expect(await db().lane.count({ where: { dueAt: { not: null } } })).toBe(100);
});

test("what comes for another business number is kept as ignored and gets no reply", async () => {
  const metadata = { phone_number_id: "999999999999999" };
  await deliver(deliveryOf({ metadata, messages: [textMessage("15550000040", "hi")] }));
  await workOnInbox();
  expect(await states()).toEqual(["ignored"]);
  expect(await countReplies()).toBe(0);
});

test.for([
  ["no signature", () => null],
  ["a signature of another body", () => signBody(Buffer.from("other"), "test-app-secret-0123456789")],
  ["a signature with another secret", (body: Buffer) => signBody(body, "another-app-secret-000")],
  ["nonsense in place of a signature", () => "sha256=nonsense"],
] as const)("a delivery with %s is refused and not kept", async ([, sign]) => {
  const rawBody = deliveryOf({ messages: [textMessage("15550000050", "hi")] });
  await expect(receiveDelivery(rawBody, sign(rawBody))).rejects.toMatchObject({ status: 403 });
  expect(await events()).toEqual([]);
});

test.for([
  "message_template_status_update",
  "account_update",
  "smb_message_echoes",
  "history",
  "a_field_of_next_year",
])("a change of the kind %s is kept and gets no reply", async (field) => {
  const body = {
    object: "whatsapp_business_account",
    entry: [{ changes: [{ field, value: { event: field } }] }],
  };
  await deliver(Buffer.from(JSON.stringify(body)));
  await workOnEvents();
  expect(await states()).toEqual(["ignored"]);
  expect(await countReplies()).toBe(0);
});
