import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "../db.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { mayBroadcast } from "../messaging/consent.ts";
import { createAccount } from "../testing/accounts.ts";
import { consentLedger, personAt, secondsAgo } from "../testing/consent.ts";
import { useOwnDatabase } from "../testing/database.ts";
import { newStudent } from "../testing/students.ts";

beforeAll(async () => {
  await useOwnDatabase();
});

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, lanes, whatsapp_users cascade`;
});

describe("STOP", () => {
  test("ends broadcasts with one confirmation; the link and the answers stay", async () => {
    const student = newStudent();
    await confirmLink(await student.askForToken(), await createAccount());
    const replies = await student.say("STOP", "stop", "Stop.", "status");
    expect(replies).toEqual([
      expect.stringContaining("🔕 Announcements are off"),
      expect.stringContaining("✅ Account Status: Linked"),
    ]);
    const person = await personAt(student.phone);
    expect(person && mayBroadcast(person)).toBe(false);
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

  test.for(["please stop", "stop it", "don't stop", "nonstop", "bus stop"])(
    "is not read into %j",
    async (text) => {
      await newStudent().say(text);
      expect(await consentLedger()).toEqual([]);
    },
  );

  test("counts when it comes too late to be answered, and after too many messages", async () => {
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

test("START and the welcome opt in again, and say so only to who was out", async () => {
  for (const word of ["START", "hi"]) {
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

test("an older START that comes late does not undo a STOP", async () => {
  const student = newStudent();
  await student.say("stop", { text: { body: "start" }, timestamp: secondsAgo(600) });
  expect((await personAt(student.phone))?.optedOutAt).not.toBeNull();
  expect(await consentLedger()).toEqual(["broadcasts out by chat"]);
});
