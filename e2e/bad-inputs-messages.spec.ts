import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { query } from "./accounts.ts";
import { deliveryOf, deliveryOfChanges, post, repliesTo, settledEvents, textMessage } from "./meta.ts";

const WELCOME = "🎓 Welcome to YeeBitz Platform!";
const UNKNOWN = "🤔 I didn't understand that.";
const MEDIA = "📎 I can only read text messages.";
const NOTHING = null;

const secondsAgo = (seconds: number) => String(Math.floor(Date.now() / 1000) - seconds);
const deep = (levels: number) => JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);
const manyKeys = () => Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, 1]));

type Row = [name: string, change: Record<string, unknown> | string, reply: string | null];

/** One message each: what replaces or removes its members (or its text), and how the reply to it begins. */
const TABLE: Row[] = [
  ["11 a text with half of a pair of surrogates", "half \ud83d of a pair", UNKNOWN],
  ["11 a text with a NUL", "a\u0000b", UNKNOWN],
  ["11 a command behind a NUL", "\u0000hi", WELCOME],
  ["12 a message with JSON that is 5,000 levels deep", { deep: deep(5000) }, WELCOME],
  ["12 a message with a hundred thousand members", { many: manyKeys() }, WELCOME],
  [
    "12 a message with members that are a prototype's",
    { constructor: { prototype: { x: 1 } }, toString: "x" },
    WELCOME,
  ],
  ["14 a message of a type of tomorrow", { type: "hologram", text: undefined, hologram: {} }, MEDIA],
  ["18 a message without a phone number", { from: undefined, from_user_id: `US.${Date.now()}1` }, WELCOME],
  ["18 a message with a BSUID in place of the number", { from: `US.${Date.now()}2` }, WELCOME],
  ["20 a message with a time that is no number", { timestamp: "asdf" }, WELCOME],
  ["20 a message from before 1970", { timestamp: "-1" }, WELCOME],
  ["20 a message from after 2038", { timestamp: "2147483648000" }, WELCOME],
  ["20 a message with its time in milliseconds", { timestamp: String(Date.now()) }, WELCOME],
  ["20 a message without a time", { timestamp: undefined }, WELCOME],
  ["20 a message from years ago", { timestamp: "1699564800" }, NOTHING],
  ["20 a message from three days ago", { timestamp: secondsAgo(3 * 86_400) }, NOTHING],
  ["20 a message from sixteen minutes ago", { timestamp: secondsAgo(16 * 60) }, NOTHING],
  ["22 a message from our own number", { from: "15550100001" }, NOTHING],
  ["24 a message in a group", { group_id: "G.1" }, NOTHING],
  [
    "24 a reaction",
    { type: "reaction", text: undefined, reaction: { message_id: "wamid.x", emoji: "👍" } },
    NOTHING,
  ],
  [
    "24 an edit",
    { type: "edit", text: undefined, edit: { original_message_id: "wamid.x", message: {} } },
    NOTHING,
  ],
  [
    "24 a message that was taken back",
    { type: "revoke", text: undefined, revoke: { original_message_id: "wamid.x" } },
    NOTHING,
  ],
  ["24 a place", { type: "location", text: undefined, location: { latitude: 1, longitude: 2 } }, MEDIA],
  [
    "24 a card (which proves no number)",
    {
      type: "contacts",
      text: undefined,
      contacts: [{ phones: [{ wa_id: "15550100099" }], origin: "other" }],
    },
    MEDIA,
  ],
  ["24 an order", { type: "order", text: undefined, order: { product_items: [] } }, MEDIA],
  [
    "24 a file that is too large",
    { type: "unsupported", text: undefined, errors: [{ code: 131052 }] },
    MEDIA,
  ],
  [
    "24 a picture to be seen once",
    { type: "image", text: undefined, image: { id: "1", view_once: true } },
    MEDIA,
  ],
  ["25 a text of 65,536 characters", "x".repeat(65_536), UNKNOWN],
  ["25 a text of 4,096 emoji", "🎓".repeat(4096), UNKNOWN],
  ["25 a greeting written from the right", "\u202ehi\u202c", WELCOME],
  ["25 a greeting with invisible characters", "\u200bh\u200bi\ufeff", WELCOME],
  ["25 a greeting in full width", "ＨＩ", WELCOME],
  ["25 a greeting with a Turkish İ", "Hİ", WELCOME],
  ["25 a greeting in look-alike letters", "һі", UNKNOWN],
];

/** The message of each row; all are delivered at once, so that the rows need not wait for each other. */
const messages = new Map<Row, Record<string, unknown>>();

test.beforeAll(async () => {
  const posts = TABLE.map((row) => {
    const [, change] = row;
    const message = textMessage("hi", typeof change === "string" ? { text: { body: change } } : change);
    messages.set(row, message);
    return post(deliveryOf({ messages: [message] }));
  });
  expect(new Set(await Promise.all(posts))).toEqual(new Set([200]));
});

for (const row of TABLE) {
  const [name, , reply] = row;
  test(`${name} gets ${reply === NOTHING ? "no reply" : `the reply “${reply}”`}`, async () => {
    const wamid = messages.get(row)?.id;
    const [event, ...others] = await settledEvents(String(wamid), 1);
    expect(others).toEqual([]);
    expect(["done", "ignored"]).toContain(event?.state);
    const replies = await repliesTo(wamid);
    expect(replies.map((text) => text.slice(0, reply?.length))).toEqual(reply === NOTHING ? [] : [reply]);
    for (const text of replies) expect([...text].length).toBeLessThanOrEqual(4096);
  });
}

test("11 bytes that are no UTF-8 are kept as they came, and get a reply", async () => {
  const message = textMessage("hi #");
  const body = deliveryOf({ messages: [message] });
  body[body.indexOf("#")] = 0xff;
  expect(await post(body)).toBe(200);
  await settledEvents(String(message.id), 1);
  expect(await repliesTo(message.id)).toHaveLength(1);
  const rows = await query<{ raw_body: Buffer }>("select raw_body from webhook_events where wamid = $1", [
    message.id,
  ]);
  expect(rows[0]?.raw_body.includes(0xff)).toBe(true);
});

test("12 of members that are given twice the last counts, and __proto__ is a name like any other", async () => {
  const message = textMessage("status");
  const json = deliveryOf({ messages: [message] }).toString();
  const body = json.replace('"type":"text"', '"type":"image","__proto__":{"from":"1","x":1},"type":"text"');
  expect(await post(Buffer.from(body))).toBe(200);
  await settledEvents(String(message.id), 1);
  expect(await repliesTo(message.id)).toEqual([expect.stringContaining("❌ Account Status: Not Linked")]);
});

test("14 a field and a status word of tomorrow are kept, and nothing is done about them", async () => {
  const mark = randomUUID();
  const status = { id: mark, status: "hologram", timestamp: secondsAgo(0) };
  expect(await post(deliveryOfChanges({ field: "of_tomorrow", value: { mark } }))).toBe(200);
  expect(await post(deliveryOf({ statuses: [status] }))).toBe(200);
  expect((await settledEvents(mark, 2)).map(({ state }) => state)).toEqual(["ignored", "ignored"]);
});

test("18 a number in `wa_id` that is not the sender's own does not make them somebody else", async () => {
  const message = textMessage("hi");
  const contacts = [{ wa_id: "15550009999", profile: { name: "Somebody" } }];
  expect(await post(deliveryOf({ contacts, messages: [message] }))).toBe(200);
  await settledEvents(String(message.id), 1);
  const rows = await query("select 1 from outbound_messages where source_wamid = $1 and to_phone = $2", [
    message.id,
    `+${message.from}`,
  ]);
  expect(rows).toHaveLength(1);
});

test("19 a message from nobody becomes a dead letter, with its reason", async () => {
  const message = textMessage("hi", { from: undefined });
  expect(await post(deliveryOf({ messages: [message] }))).toBe(200);
  expect(await settledEvents(String(message.id), 1)).toMatchObject([
    { state: "quarantined", failure: expect.stringContaining("sender") },
  ]);
});

test("21 what is for another number of Meta's has no effect, and its words are not in the log", async () => {
  const mark = `words-${randomUUID()}`;
  const metadata = { phone_number_id: "123456123" };
  const message = textMessage(mark);
  expect(await post(deliveryOf({ metadata, messages: [message] }))).toBe(200);
  expect((await settledEvents(String(message.id), 1)).map(({ state }) => state)).toEqual(["ignored"]);
  expect(readFileSync(process.env.E2E_STRICT_LOG ?? "", "utf8")).not.toContain(mark);
});

test("22 echoes of what our own number sent are no messages to us", async () => {
  const echo = textMessage("hi", { from: "15550100001", to: "15550000001" });
  const value = { metadata: { phone_number_id: "100000000000001" }, message_echoes: [echo] };
  expect(await post(deliveryOfChanges({ field: "smb_message_echoes", value }))).toBe(200);
  expect((await settledEvents(String(echo.id), 1)).map(({ state }) => state)).toEqual(["ignored"]);
  expect(await repliesTo(echo.id)).toEqual([]);
});
