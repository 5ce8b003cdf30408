import { randomInt, randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { addAccount, bearerOf, call, query } from "./accounts.ts";
import {
  deliveryOf,
  post,
  postBytes,
  repliesTo,
  settledEvents,
  sign,
  textMessage,
  webhookUrl,
} from "./meta.ts";
import { addPhone, freshNumber } from "./simulator.ts";
import { VERIFY_TOKEN } from "./web.ts";

const LINK = "🔗 Account Linking";
const NOT_LINKED = "❌ Account Status: Not Linked";
const MEDIA = "📎 I can only read text messages.";

const DAY = 86_400;
const secondsAgo = (seconds: number) => String(Math.floor(Date.now() / 1000) - seconds);
const bsuid = () => `US.${randomInt(1e12, 1e13)}${randomInt(1e6, 1e7)}`;

let staff: string;

test.beforeAll(async () => {
  staff = await bearerOf(await addAccount("instructor", "Ines Field"));
});

/** Delivers one message, signed, waits until it is worked on, and gives what the bot replied. */
async function say(message: Record<string, unknown>, value: Record<string, unknown> = {}): Promise<string[]> {
  expect(await post(deliveryOf({ ...value, messages: [message] }))).toBe(200);
  const events = await settledEvents(String(message.id), 1);
  expect(events.map(({ state }) => state)).not.toContain("quarantined");
  return repliesTo(message.id);
}

const write = (from: string, body: string, overrides: Record<string, unknown> = {}) =>
  say(textMessage(body, { from, ...overrides }));

async function optedOut(where: "whatsapp_phone" | "bsuid", value: string): Promise<boolean> {
  const rows = await query<{ out: boolean }>(
    `select opted_out_at is not null as out from whatsapp_users where ${where} = $1`,
    [value],
  );
  return rows[0]?.out === true;
}

const send = (to: string, body: object = { message_type: "text", text: "Hello" }) =>
  call("POST", "/api/whatsapp/send", staff, { to, ...body });

const MARKETING = {
  message_type: "template",
  template_name: "open_day",
};

async function findPeople(words: string): Promise<{ whatsapp_phone: string | null; bsuid: string | null }[]> {
  const response = await call(
    "GET",
    `/api/whatsapp/people?query=${encodeURIComponent(words)}&limit=20`,
    staff,
  );
  expect(response.status, words).toBe(200);
  return (await response.json()).people;
}

test("empty identifiers of Meta's are absent ones: a BSUID alone asks for a link and stops announcements", async () => {
  const id = bsuid();
  const value = {
    contacts: [{ profile: { name: "Nora Example", username: "@nora.example" }, wa_id: "", user_id: id }],
  };
  const from = { from: "", from_user_id: id };
  expect(await say(textMessage("link", from), value)).toEqual([expect.stringContaining(LINK)]);
  expect(await say(textMessage("STOP", from), value)).toHaveLength(1);
  expect(await optedOut("bsuid", id)).toBe(true);
});

test("an empty BSUID beside a number is absent", async () => {
  const from = freshNumber().slice(1);
  const value = { contacts: [{ profile: { name: "Paul Example" }, wa_id: from, user_id: "" }] };
  const replies = await say(textMessage("status", { from, from_user_id: "" }), value);
  expect(replies).toEqual([expect.stringContaining(NOT_LINKED)]);
});

test("a notice of a new BSUID with empty numbers moves the link", async () => {
  const [old, next] = [bsuid(), bsuid()];
  await say(textMessage("hi", { from: undefined, from_user_id: old }));
  const account = await addAccount("student", "Mo Mover");
  await query(
    "update whatsapp_users set user_id = $2, is_linked = true, linked_at = now() where bsuid = $1",
    [old, account.id],
  );
  const system = {
    body: "changed",
    wa_id: "",
    user_id: next,
    previous_user_id: old,
    type: "user_changed_user_id",
  };
  await say(textMessage("", { from: "", type: "system", text: undefined, system }));
  const rows = await query("select user_id from whatsapp_users where bsuid = $1 and is_linked", [next]);
  expect(rows).toEqual([{ user_id: account.id }]);
});

/** Two spellings of one line: what WhatsApp calls it, and what staff type. */
const LINES: [from: (tail: string) => string, to: (tail: string) => string][] = [
  [(tail) => `55118${tail.slice(0, 7)}`, (tail) => `+55 11 98${tail.slice(0, 3)}-${tail.slice(3, 7)}`],
  [(tail) => `549112${tail.slice(0, 7)}`, (tail) => `+54 11 2${tail.slice(0, 3)}-${tail.slice(3, 7)}`],
  [(tail) => `521552${tail.slice(0, 7)}`, (tail) => `+52 55 2${tail.slice(0, 3)} ${tail.slice(3, 7)}`],
];

for (const [at, [from, to]] of LINES.entries()) {
  test(`two spellings of one line are one person (${["Brazil", "Argentina", "Mexico"][at]})`, async () => {
    const tail = String(randomInt(1e6, 1e7));
    expect(await write(from(tail), "STOP")).toHaveLength(1);
    const refused = await send(to(tail), MARKETING);
    expect([refused.status, (await refused.json()).code]).toEqual([409, "opted_out"]);
    await query(
      "update whatsapp_users set last_inbound_at = now() - interval '2 days' where whatsapp_phone = $1",
      [`+${from(tail)}`],
    );
    expect((await send(to(tail))).status).toBe(409);
  });
}

/** Ways in which people paste a number; NNN stands for its last digits. */
const PASTED = [
  "\u202d+49 1512 NNN\u202c",
  "\u202a+49 1512 NNN\u202c",
  "\u200e+491512NNN",
  "+49 1512\u2011NNN",
  "+49 1512\u2013NNN",
  "+49\ufe0d-1512-NNN",
  "wa.me/491512NNN",
  "+49 (0)1512 NNN",
  "0049 1512 NNN",
  "+49\u22121512\u2212NNN",
];

test("numbers are taken as they are pasted, by the API and by the search", async () => {
  const tail = String(randomInt(1_000_000, 10_000_000));
  const number = `+491512${tail}`;
  await (await addPhone("Petra Paste", number)).send("hi");
  for (const pasted of PASTED) {
    const spelling = pasted.replace("NNN", tail);
    expect((await send(spelling)).status, JSON.stringify(spelling)).toBe(200);
    expect(await findPeople(spelling), JSON.stringify(spelling)).toMatchObject([{ whatsapp_phone: number }]);
  }
});

for (const national of ["11 98765-4321", "55 1234 5678", "612 345 678", "0151 98765432"]) {
  test(`the national number ${national} is refused`, async () => {
    const refused = await send(national);
    expect(refused.status).toBe(422);
    expect((await refused.json()).errors).toMatchObject([{ path: "to" }]);
  });
}

const STOPS = [
  "STOP 🛑",
  "(STOP)",
  "„Stop“",
  "¡Baja!",
  "退订。",
  "stop।",
  "~stop~",
  "stop  all",
  "Stop. Thank you",
  "cancel",
  "Quit!",
  "END",
  "revoke",
];

for (const words of STOPS) {
  test(`“${words}” opts out`, async () => {
    const number = freshNumber();
    await write(number.slice(1), words);
    expect(await optedOut("whatsapp_phone", number)).toBe(true);
  });
}

test("“link 👍” is the link command", async () => {
  expect(await write(freshNumber().slice(1), "link 👍")).toEqual([expect.stringContaining(LINK)]);
});

const tapped = (message: Record<string, unknown>) => textMessage("", { text: undefined, ...message });
const button = (payload: string, text: string) => tapped({ type: "button", button: { payload, text } });

test("what was tapped counts by its payload or its label, and a picture by its caption", async () => {
  expect(await say(button("invite_autumn_2026", "Link"))).toEqual([expect.stringContaining(LINK)]);
  const list = { type: "list_reply", button_reply: null, list_reply: { id: "status", title: "Status" } };
  expect(await say(tapped({ type: "interactive", interactive: list }))).toEqual([
    expect.stringContaining(NOT_LINKED),
  ]);
  const image = { id: "1", mime_type: "image/jpeg", caption: "STOP" };
  const outs = [button("optout_campaign_7", "Stop promotions"), tapped({ type: "image", image })];
  for (const message of outs) {
    await say(message);
    expect(await optedOut("whatsapp_phone", `+${message.from}`)).toBe(true);
  }
});

test("old messages stay old: no reply, no window, no newer consent undone", async () => {
  const number = freshNumber();
  await write(number.slice(1), "STOP", { timestamp: secondsAgo(DAY) });
  expect(await write(number.slice(1), "START", { timestamp: secondsAgo(8 * DAY) })).toEqual([]);
  expect(await optedOut("whatsapp_phone", number)).toBe(true);
  const other = freshNumber();
  expect(await write(other.slice(1), "link", { timestamp: secondsAgo(8 * DAY) })).toEqual([]);
  expect((await send(other)).status).toBe(409);
});

for (const [word, isOut] of [
  ["help", true],
  ["hi", true],
  ["hello", true],
  ["menu", true],
  ["link", true],
  ["start", false],
] as const) {
  test(`after STOP, “${word}” ${isOut ? "does not opt in" : "opts in"} again`, async () => {
    const number = freshNumber();
    await write(number.slice(1), "STOP");
    await write(number.slice(1), word);
    expect(await optedOut("whatsapp_phone", number)).toBe(isOut);
  });
}

test("the search finds BSUIDs, user names, any spelling, accents, and takes % and _ as letters", async () => {
  const id = bsuid();
  const mark = `nora.${randomUUID().slice(0, 8)}`;
  const contact = { profile: { name: "José Müller 100%", username: `@${mark}` }, user_id: id };
  await say(textMessage("hi", { from: undefined, from_user_id: id }), { contacts: [contact] });
  for (const words of [id, mark, `@${mark}`]) expect(await findPeople(words)).toMatchObject([{ bsuid: id }]);
  for (const words of ["jose muller 100%", "José", "100%"])
    expect((await findPeople(words)).map((person) => person.bsuid)).toContain(id);
  expect((await findPeople("100_")).map((person) => person.bsuid)).not.toContain(id);
  const tail = String(randomInt(1_000_000, 10_000_000));
  await write(`49151${tail}9`, "hi");
  for (const words of [`0151 ${tail}9`, `+49 (0)151 ${tail}9`])
    expect(await findPeople(words)).toMatchObject([{ whatsapp_phone: `+49151${tail}9` }]);
});

test("a delivery with Content-Encoding: identity is taken", async () => {
  const body = deliveryOf({ messages: [textMessage("hi")] });
  const headers = { "x-hub-signature-256": sign(body), "content-encoding": "identity" };
  expect((await postBytes(body, headers)).status).toBe(200);
});

test("the webhook's address works with a slash at its end", async () => {
  const asked = `${webhookUrl()}/?hub.mode=subscribe&hub.challenge=test123&hub.verify_token=${VERIFY_TOKEN}`;
  const response = await fetch(asked, { redirect: "manual" });
  expect([response.status, await response.text()]).toEqual([200, "test123"]);
  const body = deliveryOf({ messages: [textMessage("hi")] });
  const headers = { "x-hub-signature-256": sign(body) };
  expect((await postBytes(body, headers, `${webhookUrl()}/`)).status).toBe(200);
});

test("a message of an unknown kind gets one help text for a burst", async () => {
  const from = freshNumber().slice(1);
  const unknown = () => tapped({ from, type: "unknown" });
  expect(await say(unknown())).toEqual([expect.stringContaining(MEDIA)]);
  expect(await say(unknown())).toEqual([]);
});
