import { describe, expect } from "vitest";
import { POST as CONFIRM } from "../../app/api/whatsapp/link/route.ts";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { receiveDelivery } from "../inbox/deliveries.ts";
import { tellLinked } from "../replies/notices.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { deliveryOf, textMessage } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { findLink } from "./links.ts";
import { newToken, readToken } from "./tokens.ts";

const confirm = (as: Account, token: string) => callRoute(CONFIRM, { as, body: { token } });
const phoneOf = async (account: Account) => (await findLink(account))?.phone ?? null;

async function newLink() {
  const [student, account] = [newStudent(), await createAccount()];
  expect((await confirm(account, await student.askForToken())).status).toBe(200);
  return { student, account };
}

test("T10 a recycled number: the new person gets nothing of the old student's, whose link is suspended", async () => {
  const from = "15558880010";
  const old = newStudent({ from, from_user_id: "US.310" });
  const account = await createAccount({ name: "Private Person" });
  await confirm(account, await old.askForToken());
  const replies = await newStudent({ from, from_user_id: "US.311" }).say("status", "hi", "unlink");
  expect(replies.join()).not.toMatch(/Private|example\.com/);
  expect(replies[0]).toContain("link");
  expect(await phoneOf(account)).toBeNull();
  expect(await db().auditEvent.count({ where: { action: "suspended", userId: account.id } })).toBe(1);
});

test("T10 a link moves with Meta's notice that names the BSUID we know, and with nothing less", async () => {
  const account = await createAccount();
  const student = newStudent({ from: "15558880020", from_user_id: "US.320" });
  await confirm(account, await student.askForToken());
  const notice = (previous: string) => ({
    type: "system",
    system: { type: "user_changed_user_id", user_id: "US.321", previous_user_id: previous },
  });
  await student.say(notice("US.320"));
  const moved = await newStudent({ from: "15558880020", from_user_id: "US.321" }).say("status");
  expect(moved[0]).toContain("Linked: ");
  expect(await db().auditEvent.count({ where: { action: "moved" } })).toBe(1);
});

test("T11 somebody whose number we never learn links, gets replies at the BSUID, and unlinks", async () => {
  const student = newStudent({ from: undefined, from_user_id: "US.4100" });
  const account = await createAccount();
  const { status, body } = await confirm(account, await student.askForToken());
  expect([status, body.whatsapp_phone]).toEqual([202, null]);
  await student.say(String(body.code));
  expect((await student.say("status"))[0]).toContain("✅");
  const sent = await db().outboundMessage.findMany({ where: { toBsuid: "US.4100" } });
  expect(new Set(sent.map(({ toPhone }) => toPhone))).toEqual(new Set([null]));
  await student.say("unlink");
  expect(await findLink(account)).toBeNull();
});

test("T12 a delivery that is not signed, or wrongly, makes no token", async () => {
  const tokens = await db().linkToken.count();
  const forged = deliveryOf({ messages: [textMessage("15558880030", "link")] });
  for (const signature of [null, "sha256=", `sha256=${"0".repeat(64)}`, "sha1=abc"]) {
    await expect(receiveDelivery(forged, signature)).rejects.toMatchObject({ status: 403 });
  }
  expect(await db().webhookEvent.count({ where: { lane: { contains: "15558880030" } } })).toBe(0);
  expect(await db().linkToken.count()).toBe(tokens);
});

describe("T13 what happens to the account happens to the chat, from the next message on", () => {
  test("a changed role", async () => {
    const { student, account } = await newLink();
    await db().user.update({ where: { id: account.id }, data: { role: "instructor" } });
    expect((await student.say("status"))[0]).toContain("🎭 Role: instructor");
  });

  test.for(["disabled", "deleted"])("being %s", async (fate) => {
    const { student, account } = await newLink();
    const where = { id: account.id };
    if (fate === "deleted") await db().user.delete({ where });
    else await db().user.update({ where, data: { disabledAt: new Date() } });
    const replies = await student.say("status", "hi", "link");
    expect(replies[0]).toContain("Not Linked");
    expect(replies.join()).not.toContain(account.name);
    expect((await confirm(account, newToken())).status).toBe(401);
  });
});

test("T14 a stranger gets three tokens in ten minutes, each voiding the one before, then one explanation, then nothing", async () => {
  const student = newStudent();
  const replies = await student.say("link", "link", "link", "link", "link", "link");
  expect(replies.map((reply) => [...reply][0])).toEqual(["🔗", "🔗", "🔗", "⏳"]);
  const where = { whatsappUser: { whatsappPhone: student.phone } };
  expect(await db().linkToken.count({ where })).toBe(3);
  expect(await db().linkToken.count({ where: { ...where, endedAt: null } })).toBe(1);
  const person = await db().whatsappUser.findUniqueOrThrow({ where: { whatsappPhone: student.phone } });
  const refusals = await db().auditEvent.findMany({
    where: { whatsappUserId: person.id, action: "refused" },
  });
  expect(refusals.map(({ details }) => details)).toEqual([{ reason: "too_many_links" }]);
});

test("T15 link in a group never gets a reply", async () => {
  const student = newStudent();
  expect(await student.say({ group_id: "G.1", text: { body: "link" } })).toEqual([]);
  expect(await db().linkToken.count({ where: { whatsappUser: { whatsappPhone: student.phone } } })).toBe(0);
});

test("T16 the address stands alone on its line, and the token survives what clients do to it", async () => {
  const [reply = ""] = await newStudent().say("link");
  expect(reply.split("\n")).toContain("👉 http://localhost:3000/whatsapp/link?token={token}");
  const token = newToken();
  expect(token).toMatch(/^[A-Za-z0-9]{26,40}$/);
  const mangled = [token.toUpperCase(), ` ${token}\n`, `“${token}”`.replaceAll(/[“”]/g, '"'), `<${token}>`];
  for (const written of mangled) expect(readToken(written)).toBe(token);
});

test("T17 both sides are told; a notice that cannot be queued blocks nothing", async () => {
  const { student, account } = await newLink();
  const told = await db().outboundMessage.findMany({
    where: { toPhone: student.phone, purpose: "notice-linked" },
  });
  expect(told).toMatchObject([{ text: expect.stringContaining(account.email) }]);
  expect(await phoneOf(account)).toBe(student.phone);
  await expect(tellLinked("no-such-person", account)).resolves.toBeUndefined();

  const silent = newStudent();
  const token = await silent.askForToken();
  await db().whatsappUser.updateMany({
    where: { whatsappPhone: silent.phone },
    data: { lastInboundAt: null },
  });
  expect((await confirm(await createAccount(), token)).status).toBe(200);
});
