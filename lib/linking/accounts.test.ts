import { expect } from "vitest";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { AppError } from "../errors.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { confirmLink } from "./confirmations.ts";
import { forgetLinkTries, limitLinkTries } from "./limits.ts";
import { findLink } from "./links.ts";

async function newLinkedStudent() {
  const student = newStudent();
  const account = await createAccount();
  await confirmLink(await student.askForToken(), account);
  return { student, account };
}

test("an account that is deleted takes its link along, and the chat can be linked anew", async () => {
  const { student, account } = await newLinkedStudent();
  await db().user.delete({ where: { id: account.id } });
  expect(await student.say("status")).toEqual([expect.stringContaining("Not Linked")]);
  const next = await createAccount();
  await confirmLink(await student.askForToken(), next);
  expect(await findLink(next)).toMatchObject({ phone: student.phone });
});

test("the chat of a disabled account is told nothing about it, neither by status nor by link nor by welcome", async () => {
  const { student, account } = await newLinkedStudent();
  await db().user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
  const replies = await student.say("status", "hi", "link");
  expect(replies[0]).toContain("Not Linked");
  for (const reply of replies) expect(reply).not.toMatch(/John|example\.com|j•••/);
});

test.for([
  ["disabled", (id: string) => db().user.update({ where: { id }, data: { disabledAt: new Date() } })],
  ["deleted", (id: string) => db().user.delete({ where: { id } })],
] as const)("the audit log says that a link ended because its account was %s", async ([fate, befall]) => {
  const { account } = await newLinkedStudent();
  await befall(account.id);
  const ended = await db().auditEvent.findMany({ where: { userId: account.id, action: "unlinked" } });
  expect(ended).toMatchObject([
    { whatsappUserId: expect.any(String), details: { reason: `account_${fate}` } },
  ]);
});

test("an account that is disabled while it confirms is refused, and the token stays good", async () => {
  const [student, account] = [newStudent(), await createAccount()];
  const token = await student.askForToken();
  await db().user.update({ where: { id: account.id }, data: { disabledAt: new Date() } });
  await expect(confirmLink(token, account)).rejects.toMatchObject({ status: 401, code: "invalid_token" });
  await expect(confirmLink(token, await createAccount())).resolves.toMatchObject({ isNew: true });
});

const tryToken = (account: Account, address: string) => limitLinkTries(account, address, async () => "used");

test("an account's sixth try within ten minutes is refused and audited; others may go on", async () => {
  const [account, other] = [await createAccount(), await createAccount()];
  for (let tries = 0; tries < 5; tries++) await tryToken(account, "192.0.2.1");
  const refusal = await tryToken(account, "192.0.2.1").catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({ status: 429, code: "too_many_tries" });
  await expect(tryToken(other, "192.0.2.1")).resolves.toBe("used");
  expect(await db().auditEvent.count({ where: { action: "refused", userId: account.id } })).toBe(1);
});

test("a try that succeeds clears an account's count", async () => {
  const account = await createAccount();
  for (let tries = 0; tries < 5; tries++) await tryToken(account, "192.0.2.2");
  await forgetLinkTries(account);
  await expect(tryToken(account, "192.0.2.2")).resolves.toBe("used");
});
