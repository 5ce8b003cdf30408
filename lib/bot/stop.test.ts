import { beforeEach, describe, expect } from "vitest";
import { db } from "../db.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { createAccount } from "../testing/accounts.ts";
import { consentLedger, personAt, secondsAgo } from "../testing/consent.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, lanes, whatsapp_users cascade`;
});

describe("STOP", () => {
  test("ends broadcasts with one confirmation; the link and the replies stay", async () => {
    const student = newStudent();
    await confirmLink(await student.askForToken(), await createAccount());
    const replies = await student.say("STOP", "stop", "Stop.", "status");
    expect(replies).toEqual([
      expect.stringContaining("🔕 Announcements are off"),
      expect.stringContaining("✅ Account Status: Linked"),
    ]);
    const person = await personAt(student.phone);
    expect(person?.optedOutAt).toBeInstanceOf(Date);
    expect(await consentLedger()).toEqual(["marketing in by linking", "broadcasts out by chat"]);
  });

  test.for([
    "Stop!",
    "UNSUBSCRIBE",
    "“stop”",
    "/stop",
    "stop all",
    "ＳＴＯＰ",
    "STOP\nplease",
    "Stop promotions",
    "Opt-out",
    "Baja.",
    "ARRÊT",
    "退订",
  ])("is understood as %j", async (word) => {
    const student = newStudent();
    await student.say(word);
    expect(await consentLedger()).toEqual(["broadcasts out by chat"]);
  });

  test.for(["stop it", "don't stop", "nonstop", "bus stop"])("is not read into %j", async (text) => {
    await newStudent().say(text);
    expect(await consentLedger()).toEqual([]);
  });

  test("counts when it comes too late to get a reply, and after too many messages", async () => {
    const late = newStudent();
    expect(await late.say({ text: { body: "STOP" }, timestamp: secondsAgo(3600) })).toEqual([]);
    const talkative = newStudent();
    await talkative.say(...Array.from({ length: 25 }, () => "hi"), "STOP");
    for (const { phone } of [late, talkative]) expect((await personAt(phone))?.optedOutAt).not.toBeNull();
  });

  test("counts as a tapped button, and not in a group", async () => {
    const student = newStudent();
    await student.say({ group_id: "G.1", text: { body: "STOP" } });
    expect(await consentLedger()).toEqual([]);
    await student.say({ type: "button", button: { payload: "Stop promotions", text: "Stop promotions" } });
    expect(await consentLedger()).toEqual(["broadcasts out by chat"]);
  });
});

test("START and its translations opt in again, and say so only to who was out", async () => {
  for (const word of ["START", "Empezar!", "старт", "开始", "ابدأ"]) {
    const student = newStudent();
    const replies = await student.say("hi", "stop", word, word);
    expect(replies.map((reply) => reply.includes("You get announcements again"))).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect((await personAt(student.phone))?.optedOutAt).toBeNull();
  }
});

test.for(["help", "hi", "hello", "menu", "link", "status", "unlink", "yes", "no", "thanks", "don't start"])(
  "%s does not opt in again",
  async (word) => {
    const student = newStudent();
    const replies = await student.say("stop", word);
    expect(replies.join()).not.toContain("You get announcements again");
    expect((await personAt(student.phone))?.optedOutAt).not.toBeNull();
    expect(await consentLedger()).toEqual(["broadcasts out by chat"]);
  },
);

describe("what was said last holds, in whatever order it comes", () => {
  const DAY = 24 * 3600;
  const said = (word: string, days: number) => ({ text: { body: word }, timestamp: secondsAgo(days * DAY) });

  test.for([
    [
      "a START of eight days ago does not undo yesterday's STOP",
      [
        ["stop", 1],
        ["start", 8],
      ],
      "out",
    ],
    ["a STOP of eight days ago counts where nothing was said since", [["stop", 8]], "out"],
    [
      "a STOP of eight days ago does not undo yesterday's START",
      [
        ["start", 1],
        ["stop", 8],
      ],
      "in",
    ],
    [
      "not even that of somebody who never said STOP before",
      [
        ["hi", 2],
        ["start", 1],
        ["stop", 8],
      ],
      "in",
    ],
    [
      "a STOP that was repeated counts from the last time",
      [
        ["stop", 9],
        ["stop", 1],
        ["start", 5],
      ],
      "out",
    ],
    [
      "a START of yesterday undoes an older STOP",
      [
        ["start", 1],
        ["stop", 8],
        ["start", 0.5],
      ],
      "in",
    ],
  ] as const)("%s", async ([, words, value]) => {
    const student = newStudent();
    for (const [word, days] of words) expect(await student.say(said(word, days))).toEqual([]);
    expect((await personAt(student.phone))?.optedOutAt === null ? "in" : "out").toBe(value);
  });
});

test("an older START that comes late does not undo a STOP", async () => {
  const student = newStudent();
  await student.say("stop", { text: { body: "start" }, timestamp: secondsAgo(600) });
  expect((await personAt(student.phone))?.optedOutAt).not.toBeNull();
  expect(await consentLedger()).toEqual(["broadcasts out by chat"]);
});

test("the bot says what holds, also where messages overtake each other or come from the future", async () => {
  const at = (word: string, seconds: number) => ({ text: { body: word }, timestamp: secondsAgo(seconds) });
  const isOut = async ({ phone }: { phone: string }) => (await personAt(phone))?.optedOutAt != null;
  const overtaken = newStudent();
  expect((await overtaken.say(at("start", 10), at("stop", 60))).join()).not.toContain(
    "Announcements are off",
  );
  expect(await isOut(overtaken)).toBe(false);
  const overtaking = newStudent();
  const replies = await overtaking.say(at("stop", 10), at("start", 60));
  expect(replies.join()).not.toContain("You get announcements again");
  expect(await isOut(overtaking)).toBe(true);
  const ahead = newStudent();
  const last = await ahead.say(at("start", -50), { text: { body: "stop" }, timestamp: secondsAgo(-2) });
  expect(last.join()).toContain("Announcements are off");
  expect(await isOut(ahead)).toBe(true);
});
