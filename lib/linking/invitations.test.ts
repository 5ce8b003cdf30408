import { describe, expect } from "vitest";
import { POST as INVITE } from "../../app/api/whatsapp/link/invitation/route.ts";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { confirmLink } from "./confirmations.ts";
import { findLink } from "./links.ts";

async function invited(account?: Account) {
  const inviter = account ?? (await createAccount({ email: `mei.${Math.random()}@example.com` }));
  const response = await callRoute(INVITE, { as: inviter, method: "POST" });
  return { account: inviter, response, text: String(response.body.text) };
}

const linkOf = async (account: Account) => (await findLink(account))?.phone ?? null;
const LINKED = expect.stringContaining("✅ Account Linked");
const UNKNOWN = expect.stringContaining("This code doesn't work");

test("an account gets a text to send and where to send it; the chat names the account masked and asks", async () => {
  const { response, text } = await invited();
  expect(response).toMatchObject({
    status: 201,
    body: {
      text: expect.stringMatching(/^link [0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/),
      chat_url: null,
    },
  });
  expect(await newStudent().say(text)).toEqual([
    `🔗 Account Linking

Connect this WhatsApp to the YeeBitz account m•••@example.com?

Reply YES to connect, or NO to cancel.

By linking, you agree to get announcements from YeeBitz in WhatsApp. To stop them, send STOP at any time.

🔒 Say yes only if this is your own account.`,
  ]);
});

test.for(["YES", "yes", "Yes!", "sí", "oui", "Ja."])(
  "%j in the chat that sent the code links",
  async (word) => {
    const [student, { account, text }] = [newStudent(), await invited()];
    expect(await student.say(text, word)).toEqual([expect.any(String), LINKED]);
    expect(await linkOf(account)).toBe(student.phone);
    expect(await db().auditEvent.count({ where: { action: "linked", userId: account.id } })).toBe(1);
  },
);

test.for(["ok", "status", "maybe", "yes no", "123456"])(
  "%j does not link, and YES still does",
  async (word) => {
    const [student, { account, text }] = [newStudent(), await invited()];
    await student.say(text, word);
    expect(await linkOf(account)).toBeNull();
    expect(await student.say("yes")).toEqual([LINKED]);
  },
);

test("NO cancels, and a YES after it means nothing", async () => {
  const [student, { account, text }] = [newStudent(), await invited()];
  const replies = await student.say(text, "No", "yes", text);
  expect(replies.slice(1)).toEqual([
    "👍 Cancelled. Nothing was connected.",
    expect.stringContaining("🤔 I didn't understand that."),
    UNKNOWN,
  ]);
  expect(await linkOf(account)).toBeNull();
});

describe("a code works once", () => {
  test("and for the chat that sent it first, which may send it again before it answers", async () => {
    const [first, second, { account, text }] = [newStudent(), newStudent(), await invited()];
    await first.say(text, text);
    expect(await second.say(text, "yes")).toEqual([UNKNOWN, expect.stringContaining("🤔")]);
    expect(await first.say("yes")).toEqual([LINKED]);
    expect(await linkOf(account)).toBe(first.phone);
    expect(await second.say(text)).toEqual([UNKNOWN]);
  });

  test("of two chats at once one is asked", async () => {
    const { text } = await invited();
    const students = [newStudent(), newStudent()];
    // Either may be replied to by the other's work, so the replies are looked at once both are done.
    await Promise.all(students.map((student) => student.say(text)));
    const replies = await db().outboundMessage.findMany({
      where: { toPhone: { in: students.map(({ phone }) => phone) } },
      select: { purpose: true },
    });
    expect(replies.map(({ purpose }) => purpose).sort()).toEqual(["invitation", "invitation-unknown"]);
  });

  test("until the account asks for another one", async () => {
    const old = await invited();
    const { text } = await invited(old.account);
    const student = newStudent();
    expect(await student.say(old.text, text, "yes")).toEqual([UNKNOWN, expect.any(String), LINKED]);
  });

  test("for ten minutes until it is sent, and then for ten minutes until it is answered", async () => {
    const [late, slow] = [await invited(), await invited()];
    const student = newStudent();
    await student.say(slow.text);
    const [row] = await db().$queryRaw<{ minutes: number }[]>`
      select extract(epoch from expires_at - opened_at)::float / 60 as minutes from invitations
      where opened_at is not null order by opened_at desc limit 1`;
    expect(row?.minutes).toBe(10);
    await db().$executeRaw`update invitations set expires_at = now() where ended_at is null`;
    expect(await student.say("yes", late.text)).toEqual([expect.stringContaining("🤔"), UNKNOWN]);
    expect(await linkOf(slow.account)).toBeNull();
  });
});

test("a chat that was asked about two accounts says yes to the last one only", async () => {
  const [first, second, student] = [await invited(), await invited(), newStudent()];
  expect((await student.say(first.text, second.text, "yes", "yes")).slice(2)).toEqual([
    LINKED,
    expect.any(String),
  ]);
  expect([await linkOf(first.account), await linkOf(second.account)]).toEqual([null, student.phone]);
});

test("a linked chat is told to which account, and the code stays good for another chat", async () => {
  const [linked, other, { account, text }] = [newStudent(), newStudent(), await invited()];
  await confirmLink(await linked.askForToken(), await createAccount());
  expect(await linked.say(text)).toEqual([expect.stringContaining("You're already linked")]);
  await other.say(text, "yes");
  expect(await linkOf(account)).toBe(other.phone);
});

test("a linked account gets no code, and one that was linked meanwhile is not linked again", async () => {
  const [student, { account, text }] = [newStudent(), await invited()];
  await student.say(text);
  await confirmLink(await newStudent().askForToken(), account);
  expect(await student.say("yes")).toEqual([expect.stringContaining("🤔")]);
  expect((await invited(account)).response).toMatchObject({
    status: 409,
    body: { code: "account_linked_already" },
  });
});

test("a disabled account is not linked by a YES", async () => {
  const [student, { account, text }] = [newStudent(), await invited()];
  await student.say(text);
  await db().user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
  expect(await student.say("yes")).toEqual([expect.stringContaining("couldn't be connected")]);
  expect(await linkOf(account)).toBeNull();
});

test("an account gets five codes in ten minutes, and no code stands in the database", async () => {
  const { account, text } = await invited();
  for (let codes = 1; codes < 5; codes++) expect((await invited(account)).response.status).toBe(201);
  const refused = await invited(account);
  expect(refused.response).toMatchObject({ status: 429, body: { code: "too_many_tries" } });
  expect(Number(refused.response.headers.get("retry-after"))).toBeGreaterThan(500);
  const stored = JSON.stringify(await db().invitation.findMany()).toLowerCase();
  for (const part of [text.slice(5), text.slice(5).replace("-", "")]) {
    expect(stored).not.toContain(part.toLowerCase());
  }
});

test("a chat may send five wrong codes in ten minutes; then one explanation, then silence, and right ones count no more", async () => {
  const [student, { account, text }] = [newStudent(), await invited()];
  const wrong = Array.from({ length: 5 }, (_, at) => `link AAAA-000${at}`);
  expect(await student.say(...wrong)).toEqual(wrong.map(() => UNKNOWN));
  expect(await student.say(text, text, "yes")).toEqual([
    expect.stringContaining("⏳ Too many codes"),
    expect.stringContaining("🤔"),
  ]);
  expect(await linkOf(account)).toBeNull();
});

test("a code, a yes and a no in a group are not heard", async () => {
  const [student, { account, text }] = [newStudent(), await invited()];
  const inGroup = (body: string) => ({ group_id: "G.1", text: { body } });
  expect(await student.say(inGroup(text))).toEqual([]);
  await student.say(text);
  expect(await student.say(inGroup("yes"), inGroup("no"))).toEqual([]);
  expect(await linkOf(account)).toBeNull();
});

test("after the chat's link was suspended, the reply that links says nothing of linking again", async () => {
  const [student, { text }] = [newStudent(), await invited()];
  await student.say(text);
  await db().whatsappUser.updateMany({
    where: { whatsappPhone: student.phone },
    data: { suspendedAt: new Date() },
  });
  expect(await student.say("yes")).toEqual([expect.stringMatching(/^✅ Account Linked/)]);
});
