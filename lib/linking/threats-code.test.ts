import { expect } from "vitest";
import { DELETE as CANCEL, GET as PENDING } from "../../app/api/whatsapp/link/pending/route.ts";
import { POST as CONFIRM } from "../../app/api/whatsapp/link/route.ts";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { changeSettings } from "../testing/settings.ts";
import { newStudent, type Student } from "../testing/students.ts";
import { findLink } from "./links.ts";
import { findPendingLink } from "./pending.ts";

test.beforeAll(async () => {
  changeSettings({ LINK_CONFIRMATION: "code" });
});

const confirm = (as: Account, token: string) => callRoute(CONFIRM, { as, body: { token } });
const pendingOf = async (as: Account) => (await callRoute(PENDING, { as })).body;

/** A student's chat, and an account that has pressed the button on the page of its link. */
async function newPendingLink(student: Student = newStudent(), account?: Account) {
  const confirmer = account ?? (await createAccount());
  const token = await student.askForToken();
  const response = await confirm(confirmer, token);
  return { student, account: confirmer, token, response, code: String(response.body.code) };
}

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const linkOf = async (account: Account) => (await findLink(account))?.phone ?? null;

test("T1 code mode defeats an attacker who sends his link to a victim: the digits are in the victim's browser, the chat is the attacker's", async () => {
  const [attacker, victimsPhone, victim] = [newStudent(), newStudent(), await createAccount()];
  const { response, code } = await newPendingLink(attacker, victim);
  expect(response).toMatchObject({
    status: 202,
    body: { status: "pending", whatsapp_phone: attacker.phone },
  });
  expect(await linkOf(victim)).toBeNull();
  expect(await victimsPhone.say(code)).toEqual([expect.stringContaining("not waiting for a code")]);
  expect(await linkOf(victim)).toBeNull();
  const guesses = await attacker.say(wrong(code), wrong(wrong(code)), wrong(wrong(wrong(code))), code);
  expect(guesses.join("\n")).not.toMatch(/Account Linked|John|example\.com/);
  expect(await attacker.say("status")).toEqual([expect.stringContaining("Not Linked")]);
  expect(await linkOf(victim)).toBeNull();
  expect(await pendingOf(victim)).toMatchObject({ status: "refused", code: null, tries_left: 0 });
  const where = { action: "refused", userId: victim.id };
  expect(await db().auditEvent.count({ where })).toBe(3);
});

test("the digits, sent in the chat that asked for the link, make it live, and both sides are told", async () => {
  const { student, account, response, code } = await newPendingLink();
  expect(response.body).toMatchObject({
    success: true,
    code: expect.stringMatching(/^\d{6}$/),
    tries_left: 3,
    whatsapp_phone: student.phone,
    whatsapp_name: "Rosa Lima",
    user_name: "John Smith",
  });
  expect(await pendingOf(account)).toMatchObject({ status: "pending", code, whatsapp_phone: student.phone });
  expect(await student.say(`${code.slice(0, 3)} ${code.slice(3)}`)).toEqual([
    expect.stringContaining(`✅ Account Linked`),
  ]);
  expect(await linkOf(account)).toBe(student.phone);
  expect(await pendingOf(account)).toMatchObject({ status: "linked", code: null });
});

test("the chat is asked for the digits, and is told nothing of the account before they come", async () => {
  const { account, student } = await newPendingLink();
  const [notice] = await db().outboundMessage.findMany({
    where: { purpose: "notice-code", toPhone: student.phone },
  });
  expect(notice?.text).toContain("Send them here within 5 minutes");
  expect(notice?.text).not.toContain(account.name);
});

test("two wrong tries leave the third", async () => {
  const { student, account, code } = await newPendingLink();
  expect(await student.say(wrong(code), wrong(code), code)).toEqual([
    expect.stringContaining("not right"),
    expect.stringContaining("not right"),
    expect.stringContaining("✅ Account Linked"),
  ]);
  expect(await linkOf(account)).toBe(student.phone);
});

test("five minutes later, by the database's clock, the digits are worth nothing", async () => {
  const { student, account, code } = await newPendingLink();
  const [row] = await db().$queryRaw<{ minutes: number }[]>`
    select extract(epoch from expires_at - confirmed_at)::float / 60 as minutes from pending_links
    where user_id = ${account.id}::uuid`;
  expect(row?.minutes).toBe(5);
  await db().$executeRaw`update pending_links set expires_at = now() where user_id = ${account.id}::uuid`;
  expect(await pendingOf(account)).toMatchObject({ status: "expired", code: null });
  expect(await student.say(code)).toEqual([expect.stringContaining("its time is up")]);
  expect(await linkOf(account)).toBeNull();
});

test("of many confirmations at once one account gets the digits; the same account's repeats get the same ones", async () => {
  const token = await newStudent().askForToken();
  const [account, other] = [await createAccount(), await createAccount()];
  const first = await confirm(account, token);
  const responses = await Promise.all([account, other, account, other].map((as) => confirm(as, token)));
  expect(responses.map(({ status }) => status)).toEqual([202, 410, 202, 410]);
  expect(responses[0]?.body.code).toBe(first.body.code);
  expect(await db().pendingLink.count({ where: { userId: { in: [account.id, other.id] } } })).toBe(1);
});

test("nobody sees the digits but the account that confirmed", async () => {
  const { code } = await newPendingLink();
  const other = await createAccount();
  expect(await pendingOf(other)).toEqual({
    status: "none",
    code: null,
    expires_at: null,
    tries_left: null,
    whatsapp_name: null,
    whatsapp_phone: null,
  });
  expect(JSON.stringify(await db().pendingLink.findMany())).not.toContain(code);
});

test("a pending link ends when its chat asks for another link", async () => {
  const { student, account, code } = await newPendingLink();
  await student.say("link", code);
  expect(await linkOf(account)).toBeNull();
});

test("a pending link ends when its account confirms another one, cancels, or is disabled", async () => {
  const replaced = await newPendingLink();
  await newPendingLink(newStudent(), replaced.account);
  const cancelled = await newPendingLink();
  for (const status of [200, 200]) {
    expect(await callRoute(CANCEL, { as: cancelled.account, method: "DELETE" })).toMatchObject({ status });
  }
  expect(await pendingOf(cancelled.account)).toMatchObject({ status: "none" });
  const disabled = await newPendingLink();
  await db().user.update({ where: { id: disabled.account.id }, data: { disabledAt: new Date() } });
  for (const { student, account, code } of [replaced, cancelled, disabled]) {
    await student.say(code);
    expect(await linkOf(account)).toBeNull();
  }
});

test("an account that is linked is refused before it gets any digits, and the token stays good", async () => {
  const linked = await newPendingLink();
  await linked.student.say(linked.code);
  const student = newStudent();
  const token = await student.askForToken();
  expect(await confirm(linked.account, token)).toMatchObject({
    status: 409,
    body: { code: "account_linked_already" },
  });
  expect(await confirm(await createAccount(), token)).toMatchObject({ status: 202 });
});

test("what became of it is told for an hour, and not once it was unlinked", async () => {
  const { student, account, code } = await newPendingLink();
  await student.say(code, "unlink");
  expect(await findPendingLink(account.id)).toBeNull();
  const old = await newPendingLink();
  await db()
    .$executeRaw`update pending_links set confirmed_at = now() - interval '61 minutes' where user_id = ${old.account.id}::uuid`;
  expect(await findPendingLink(old.account.id)).toBeNull();
});

test("digits in a group count for nothing", async () => {
  const { student, account, code } = await newPendingLink();
  expect(await student.say({ group_id: "G.1", text: { body: code } })).toEqual([]);
  expect(await linkOf(account)).toBeNull();
  expect(await student.say(code)).toEqual([expect.stringContaining("✅ Account Linked")]);
});
