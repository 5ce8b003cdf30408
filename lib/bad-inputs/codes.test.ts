import { expect } from "vitest";
import { GET as PENDING } from "../../app/api/whatsapp/link/pending/route.ts";
import { POST as CONFIRM } from "../../app/api/whatsapp/link/route.ts";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { findLink } from "../linking/links.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { changeSettings } from "../testing/settings.ts";
import { newStudent } from "../testing/students.ts";

test.beforeAll(async () => {
  changeSettings({ LINK_CONFIRMATION: "code" });
});

async function newPendingLink() {
  const [attacker, victim] = [newStudent({ name: "Mallory" }), await createAccount()];
  const token = await attacker.askForToken();
  const { body } = await callRoute(CONFIRM, { as: victim, body: { token } });
  return { attacker, victim, body, code: String(body.code) };
}

const statusOf = async (as: Account) => (await callRoute(PENDING, { as })).body.status;

test("44 a victim who confirms an attacker's link sees the foreign number; nothing is linked without the code", async () => {
  const { attacker, victim, body } = await newPendingLink();
  expect(body).toMatchObject({ status: "pending", whatsapp_phone: attacker.phone, whatsapp_name: "Mallory" });
  expect(await attacker.say("status")).toEqual([expect.stringContaining("Not Linked")]);
  expect([await findLink(victim), await statusOf(victim)]).toEqual([null, "pending"]);
});

test("44 the right digits count only from the chat that asked: from any other nothing comes of them", async () => {
  const { attacker, victim, code } = await newPendingLink();
  expect(await newStudent().say(code)).toEqual([expect.stringContaining("not waiting for a code")]);
  expect([await findLink(victim), await statusOf(victim)]).toEqual([null, "pending"]);
  await attacker.say(code);
  expect([(await findLink(victim))?.phone, await statusOf(victim)]).toEqual([attacker.phone, "linked"]);
});

test("44 a pending link dies by itself, and its digits with it", async () => {
  const { attacker, victim, code } = await newPendingLink();
  const { expiresAt, confirmedAt } = await db().pendingLink.findFirstOrThrow({
    where: { userId: victim.id },
  });
  expect(expiresAt.getTime() - confirmedAt.getTime()).toBeLessThanOrEqual(10 * 60_000);
  await db().$executeRaw`update pending_links set expires_at = now() where user_id = ${victim.id}::uuid`;
  expect(await attacker.say(code)).toEqual([expect.not.stringContaining("Account Linked")]);
  expect([await findLink(victim), await statusOf(victim)]).toEqual([null, "expired"]);
});

test("45 of six codes the third wrong one ends the pending link; the right one comes too late, and no response says more", async () => {
  const { attacker, victim, code } = await newPendingLink();
  const guesses = Array.from({ length: 5 }, (_, at) =>
    String((Number(code) + at + 1) % 1e6).padStart(6, "0"),
  );
  const replies = await attacker.say(...guesses, code);
  expect(new Set(replies).size).toBe(3);
  expect(replies.join()).not.toMatch(/John|example\.com|Account Linked/);
  expect([await findLink(victim), await statusOf(victim)]).toEqual([null, "refused"]);
  const where = { action: "refused", userId: victim.id };
  const logged = await db().auditEvent.findMany({ where, select: { details: true } });
  expect(logged).toEqual(Array.from({ length: 3 }, () => ({ details: { reason: "wrong_code" } })));
});
