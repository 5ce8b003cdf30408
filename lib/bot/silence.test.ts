import { describe, expect } from "vitest";
import { db } from "../db.ts";
import { windowState } from "../people/window.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";

const minutesAgo = (minutes: number) => String(Math.floor(Date.now() / 1000) - minutes * 60);
const hi = (timestamp: unknown) => ({ text: { body: "hi" }, timestamp });
const image = { type: "image", image: { id: "9001", mime_type: "image/jpeg" } };

describe("gets one reply however many come", () => {
  test("a burst of pictures gets one explanation with the list of commands", async () => {
    const replies = await newStudent().say(image, image, { type: "audio", audio: { id: "9003" } });
    expect(replies).toEqual([expect.stringMatching(/^📎 I can only read text.*Send 'link'/s)]);
  });

  test.for([
    "image",
    "video",
    "audio",
    "document",
    "sticker",
    "location",
    "contacts",
    "order",
    "unsupported",
    "unknown",
    "hologram",
  ])("a message of the kind %s", async (type) => {
    expect(await newStudent().say({ type, [type]: {} }, { type, [type]: null })).toHaveLength(1);
  });
});

describe("is kept and gets no reply", () => {
  test.for([
    ["a reaction", { type: "reaction", reaction: { message_id: "wamid.1", emoji: "👍" } }],
    ["a reaction that was taken back", { type: "reaction", reaction: { message_id: "wamid.1" } }],
    ["a system notice", { type: "system", system: { type: "customer_identity_changed", identity: {} } }],
    ["a system notice of next year", { type: "system", system: { type: "user_changed_colour" } }],
    ["a system notice that is no object", { type: "system", system: 1 }],
    ["an edit", { type: "edit", edit: { original_message_id: "wamid.1", message: { type: "text" } } }],
    ["a message that was taken back", { type: "revoke", revoke: { original_message_id: "wamid.1" } }],
    ["a greeting request", { type: "request_welcome" }],
    ["a text without a body", { type: "text", text: {} }],
    ["a text that is no object", { type: "text", text: 1 }],
    ["a form", { type: "interactive", interactive: { type: "nfm_reply", nfm_reply: {} } }],
    ["a command in a group", { group_id: "G.1", text: { body: "link" } }],
    ["a picture in a group", { group_id: "G.1", ...image }],
    ["a message of 16 minutes ago", hi(minutesAgo(16))],
    ["a message of six days ago", hi(minutesAgo(6 * 24 * 60))],
    ["a message of eight days ago", hi(minutesAgo(8 * 24 * 60))],
    ["a message of years ago", hi("1699564800")],
  ] as const)("%s", async ([, message]) => {
    const student = newStudent();
    expect(await student.say(message)).toEqual([]);
    const kept = await db().inboundMessage.count({
      where: { whatsappUser: { whatsappPhone: student.phone } },
    });
    expect(kept).toBe(1);
  });
});

describe("gets a reply, since our own clock stands in for a time that cannot be", () => {
  test.for([
    ["a timestamp of 1970", "0"],
    ["an empty timestamp", ""],
    ["a timestamp that is null", null],
    ["a timestamp of next hour", minutesAgo(-60)],
    ["a timestamp in milliseconds", String(Date.now())],
    ["a negative timestamp", "-1"],
    ["a timestamp that is no number", "asdf"],
    ["a timestamp that is an object", {}],
    ["no timestamp", undefined],
  ] as const)("a message with %s", async ([, timestamp]) => {
    expect(await newStudent().say(hi(timestamp))).toHaveLength(1);
  });

  test("a message of 14 minutes ago", async () => {
    expect(await newStudent().say(hi(minutesAgo(14)))).toHaveLength(1);
  });
});

test.for([
  ["a reply button", { interactive: { type: "button_reply", button_reply: { id: "status", title: "!" } } }],
  ["a list row", { interactive: { type: "list_reply", list_reply: { id: "status", title: "!" } } }],
] as const)("tapping %s is as good as writing its id", async ([, message]) => {
  expect(await newStudent().say({ type: "interactive", ...message })).toEqual([
    expect.stringContaining("Account Status"),
  ]);
});

test("a message of eight days ago opens no window", async () => {
  const student = newStudent();
  await student.say(hi(minutesAgo(8 * 24 * 60)));
  const person = await db().whatsappUser.findUniqueOrThrow({ where: { whatsappPhone: student.phone } });
  expect(windowState(person.lastInboundAt, new Date())).toBe("closed");
});

test("tapping a template's button is as good as writing its payload", async () => {
  const replies = await newStudent().say({ type: "button", button: { payload: "STATUS", text: "!" } });
  expect(replies).toEqual([expect.stringContaining("Account Status")]);
});

test("a bot that writes without end gets one notice after twenty messages in a minute, and then silence", async () => {
  const replies = await newStudent().say(...Array.from({ length: 30 }, () => "hello"));
  expect(replies).toHaveLength(21);
  expect(replies.at(-1)).toContain("I'll be quiet for a minute");
});

test("once it has calmed down it gets a reply again", async () => {
  const student = newStudent();
  await student.say(...Array.from({ length: 22 }, () => "hello"));
  await db().$executeRaw`update inbound_messages set received_at = received_at - interval '2 minutes'`;
  expect(await student.say("status")).toHaveLength(1);
});

test("a fourth link within ten minutes is refused with one explanation, and then with silence", async () => {
  const replies = await newStudent().say("link", "link", "link", "link", "link");
  expect(replies.map((reply) => reply.slice(0, 2))).toEqual(["🔗", "🔗", "🔗", "⏳ "]);
});

test("after ten links in a day there are no more", async () => {
  const student = newStudent();
  for (let tokens = 0; tokens < 10; tokens++) {
    expect(await student.say("link")).toEqual([expect.stringContaining("🔗")]);
    await db().$executeRaw`update link_tokens set issued_at = issued_at - interval '11 minutes'`;
  }
  expect(await student.say("link")).toEqual([expect.stringContaining("⏳")]);
});
