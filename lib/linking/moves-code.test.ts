import { expect } from "vitest";
import { POST as CONFIRM } from "../../app/api/whatsapp/link/route.ts";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { changeSettings } from "../testing/settings.ts";
import { newStudent } from "../testing/students.ts";
import { findLink } from "./links.ts";

test.beforeAll(async () => {
  changeSettings({ LINK_CONFIRMATION: "code" });
});

const linkOf = async (account: Account) => (await findLink(account))?.phone ?? null;

/** A move that waits for the digits from the new chat. */
async function newWaiting() {
  const [old, next, account] = [newStudent(), newStudent(), await createAccount()];
  const first = await callRoute(CONFIRM, { as: account, body: { token: await old.askForToken() } });
  await old.say(String(first.body.code));
  const moving = { token: await next.askForToken(), move: true };
  const { body } = await callRoute(CONFIRM, { as: account, body: moving });
  return { old, next, account, code: String(body.code) };
}

test("the old link stays until the code comes from the new chat", async () => {
  const { old, next, account, code } = await newWaiting();
  expect(await linkOf(account)).toBe(old.phone);
  expect(await next.say(code)).toEqual([expect.stringContaining("✅ Account Linked")]);
  expect(await linkOf(account)).toBe(next.phone);
  expect((await old.notices()).at(-1)).toContain("moved to another WhatsApp");
});

test("the old link stays where the digits are wrong three times", async () => {
  const { old, next, account, code } = await newWaiting();
  const wrong = code === "000000" ? "111111" : "000000";
  await next.say(wrong, wrong, wrong, code);
  expect(await linkOf(account)).toBe(old.phone);
});

test("a third WhatsApp that was linked meanwhile is not moved away from", async () => {
  const { next, account, code } = await newWaiting();
  const third = newStudent();
  await db()
    .$executeRaw`update whatsapp_users set user_id = null, is_linked = false where user_id = ${account.id}::uuid`;
  await third.say("hi");
  await db()
    .$executeRaw`update whatsapp_users set user_id = ${account.id}::uuid, is_linked = true, linked_at = now() where whatsapp_phone = ${third.phone}`;
  expect(await next.say(code)).toEqual([expect.stringContaining("couldn't be connected")]);
  expect(await linkOf(account)).toBe(third.phone);
});
