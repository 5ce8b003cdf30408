import { encode } from "next-auth/jwt";
import { expect } from "vitest";
import { DELETE as UNLINK_PERSON } from "../../app/api/whatsapp/people/[id]/link/route.ts";
import { DELETE as UNLINK } from "../../app/api/whatsapp/unlink/route.ts";
import { db } from "../db.ts";
import { confirmLink } from "../linking/confirmations.ts";
import { findLink } from "../linking/links.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { TEST_SETTINGS } from "../testing/settings.ts";
import { newStudent } from "../testing/students.ts";

async function newLink() {
  const [student, account] = [newStudent(), await createAccount()];
  const { whatsappUserId } = await confirmLink(await student.askForToken(), account);
  return { student, account, whatsappUserId };
}

const unlinkPerson = async (as: Awaited<ReturnType<typeof createAccount>>, id: string) => {
  const { status, body } = await callRoute(UNLINK_PERSON, { as, method: "DELETE", params: { id } });
  return [status, body.code];
};

test("48 UNLINK twice in the chat, and from a chat that never was linked: it says that nothing is", async () => {
  const [{ student, account }, stranger] = [await newLink(), newStudent()];
  expect(await student.say("unlink", "UNLINK")).toEqual([
    expect.stringContaining("🔓 Account Unlinked"),
    expect.stringContaining("nothing to unlink"),
  ]);
  expect(await stranger.say("unlink")).toEqual([expect.stringContaining("nothing to unlink")]);
  expect(await findLink(account)).toBeNull();
  expect(await db().auditEvent.count({ where: { action: "unlinked", userId: account.id } })).toBe(1);
});

test("48 unlinking twice by the API is 404 the second time, and its chat then says that nothing is linked", async () => {
  const { student, account } = await newLink();
  expect((await callRoute(UNLINK, { as: account, method: "DELETE" })).status).toBe(200);
  expect((await callRoute(UNLINK, { as: account, method: "DELETE" })).status).toBe(404);
  expect(await student.say("unlink")).toEqual([expect.stringContaining("nothing to unlink")]);
});

test("48 neither the session nor the token of another account ends a link: 404, as where there is none", async () => {
  const [{ account }, other] = [await newLink(), await createAccount()];
  const proof = { sub: other.id, auth_time: Math.floor(Date.now() / 1000) };
  const session = await encode({ token: proof, secret: TEST_SETTINGS.NEXTAUTH_SECRET });
  const headers = { cookie: `next-auth.session-token=${session}`, origin: "http://localhost:3000" };
  for (const caller of [{ as: other }, { headers }]) {
    expect(await callRoute(UNLINK, { ...caller, method: "DELETE" })).toMatchObject({ status: 404 });
  }
  expect(await findLink(account)).not.toBeNull();
});

test("48 an id of somebody else's says nothing: to students no id does, to staff one that there is not is 404", async () => {
  const [{ account, whatsappUserId }, { whatsappUserId: unlinked, account: former }] = [
    await newLink(),
    await newLink(),
  ];
  await callRoute(UNLINK, { as: former, method: "DELETE" });
  const [student, staff] = [await createAccount(), await createAccount({ role: "admin" })];
  const foreign = [whatsappUserId, unlinked, crypto.randomUUID(), "1' or '1'='1", "../../users"];
  for (const id of foreign) expect(await unlinkPerson(student, id)).toEqual([403, "insufficient_role"]);
  const responses = await Promise.all(foreign.slice(1).map((id) => unlinkPerson(staff, id)));
  expect(new Set(responses.map(([status]) => status))).toEqual(new Set([404]));
  expect(await findLink(account)).not.toBeNull();
});
