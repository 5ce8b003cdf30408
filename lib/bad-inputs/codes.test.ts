import { beforeAll, expect, test } from "vitest";
import { GET as PENDING } from "../../app/api/whatsapp/link/pending/route.ts";
import { POST as CONFIRM } from "../../app/api/whatsapp/link/route.ts";
import type { Account } from "../auth/accounts.ts";
import { findLink } from "../linking/links.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { useOwnDatabase } from "../testing/database.ts";
import { newStudent } from "../testing/students.ts";

beforeAll(async () => {
  process.env.LINK_CONFIRMATION = "code";
  await useOwnDatabase();
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

test("45 of six codes the third wrong one ends the pending link; the right one comes too late, and no answer says more", async () => {
  const { attacker, victim, code } = await newPendingLink();
  const guesses = Array.from({ length: 5 }, (_, at) =>
    String((Number(code) + at + 1) % 1e6).padStart(6, "0"),
  );
  const replies = await attacker.say(...guesses, code);
  expect(new Set(replies).size).toBe(3);
  expect(replies.join()).not.toMatch(/John|example\.com|Account Linked/);
  expect([await findLink(victim), await statusOf(victim)]).toEqual([null, "refused"]);
});
