import { describe, expect, test } from "vitest";
import type { Person } from "../people/identities.ts";
import { readIncomingMessage } from "../whatsapp/webhook/message.ts";
import type { Situation } from "./command.ts";
import { commands } from "./commands/index.ts";
import { decide } from "./decide.ts";
import { isChange, isLater } from "./decision.ts";

const now = new Date("2026-11-27T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

const rosa: Person = {
  id: "00000000-0000-4000-8000-000000000001",
  phone: "+493012345",
  bsuid: null,
  name: "Rosa",
  linkedAt: null,
  lastInboundAt: now,
  suspendedAt: null,
  optedOutAt: null,
  marketingStoppedAt: null,
  marketingAgreedAt: now,
  account: null,
};
const nothingSaid = { messagesInLastMinute: 1, lastSaidAt: new Map<string, Date>(), isAsked: false };

/** What is decided for a text, without any database. */
function decideOn(text: string, known: Partial<Situation> = {}, sentAt = now) {
  const timestamp = String(sentAt.getTime() / 1000);
  const message = { id: "wamid.1", from: "493012345", type: "text", timestamp, text: { body: text } };
  const read = readIncomingMessage({ message, contacts: [] }, now);
  const { decision, say } = decide(read, { sender: rosa, facts: nothingSaid, now, commands, ...known });
  const reply = isChange(decision) || isLater(decision) ? null : say(decision);
  return { decision, say, reply };
}

test("a greeting is a reply and changes nothing", () => {
  expect(decideOn("hi").reply).toMatchObject({ purpose: "welcome" });
});

test("link asks for a token, and the reply depends on whether there is one", () => {
  const { decision } = decideOn("link");
  if (!isChange(decision) || decision.effect !== "issue_link_token")
    throw new Error("A token was not asked for.");
  expect(decision.reply("abc")).toMatchObject({ purpose: "link", secrets: { token: "abc" } });
  expect(decision.reply(null)).toMatchObject({ purpose: "link-limit" });
});

describe("a STOP that gets no reply", () => {
  test.for([
    ["as it comes late", {}, minutesAgo(16), null],
    [
      "as the sender writes without end",
      { facts: { ...nothingSaid, messagesInLastMinute: 21 } },
      now,
      expect.objectContaining({ purpose: "slow-down" }),
    ],
  ] as const)("%s counts all the same", ([, known, sentAt, said]) => {
    const { decision, say } = decideOn("stop", known, sentAt);
    expect(decision).toMatchObject({ effect: "stop_announcements", at: sentAt });
    expect(say({ purpose: "opted-out", text: "Announcements are off" })).toEqual(said);
  });
});

test("a link that is asked for too late is not given out", () => {
  expect(decideOn("link", {}, minutesAgo(16)).decision).toBeNull();
});

test("yes and no mean something only to a chat that was asked", () => {
  expect(decideOn("yes").reply).toMatchObject({ purpose: "unknown" });
  const asked = { facts: { ...nothingSaid, isAsked: true } };
  expect(decideOn("yes", asked).decision).toMatchObject({ effect: "answer_invitation", isYes: true });
  expect(decideOn("cancel", asked).decision).toMatchObject({ effect: "answer_invitation", isYes: false });
  expect(decideOn("cancel").decision).toMatchObject({ effect: "stop_announcements" });
});

test("the first reply after a suspension asks to link again, once", () => {
  const sender = { ...rosa, suspendedAt: minutesAgo(60) };
  expect(decideOn("hi", { sender }).reply).toMatchObject({ purpose: "relink" });
  const lastSaidAt = new Map([["relink", minutesAgo(5)]]);
  const facts = { ...nothingSaid, lastSaidAt };
  expect(decideOn("hi", { sender, facts }).reply).toMatchObject({ purpose: "welcome" });
});
