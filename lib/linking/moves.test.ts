import { encode } from "next-auth/jwt";
import { describe, expect } from "vitest";
import { POST as CONFIRM } from "../../app/api/whatsapp/link/route.ts";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { TEST_SETTINGS } from "../testing/settings.ts";
import { newStudent } from "../testing/students.ts";
import { findLink } from "./links.ts";

const ORIGIN = "http://localhost:3000";
const move = (as: Account, token: string) => callRoute(CONFIRM, { as, body: { token, move: true } });
const linkOf = async (account: Account) => (await findLink(account))?.phone ?? null;

/** Moves the link as a browser does whose person signed in so many seconds ago. */
async function moveInBrowser({ id }: Account, token: string, secondsAgo: number) {
  const proof = { sub: id, auth_time: Math.floor(Date.now() / 1000) - secondsAgo };
  const session = await encode({ token: proof, secret: TEST_SETTINGS.NEXTAUTH_SECRET });
  const headers = { cookie: `next-auth.session-token=${session}`, origin: ORIGIN };
  return callRoute(CONFIRM, { body: { token, move: true }, headers });
}

/** Somebody with a linked WhatsApp, and the token that the bot gave their new one. */
async function newMover() {
  const [old, next, account] = [newStudent(), newStudent(), await createAccount()];
  await callRoute(CONFIRM, { as: account, body: { token: await old.askForToken() } });
  expect(await linkOf(account)).toBe(old.phone);
  return { old, next, account, token: await next.askForToken() };
}

describe("an account with another WhatsApp (row 43)", () => {
  test("moves to the new one: both chats are told, and the audit log says who did it", async () => {
    const { old, next, account, token } = await newMover();
    expect(await move(account, token)).toMatchObject({ status: 200, body: { whatsapp_phone: next.phone } });
    expect(await linkOf(account)).toBe(next.phone);
    expect(await old.say("status")).toEqual([expect.stringContaining("Not Linked")]);
    expect((await old.notices()).at(-1)).toContain("moved to another WhatsApp");
    expect((await old.notices()).at(-1)).not.toContain(next.phone);
    expect((await next.notices()).at(-1)).toContain("✅ Account Linked");
    const auditLog = await db().auditEvent.findMany({
      where: { userId: account.id, action: { in: ["linked", "unlinked"] } },
      orderBy: { id: "asc" },
    });
    expect(auditLog.map(({ action, actorId, details }) => [action, actorId, details])).toEqual([
      ["linked", account.id, { proof: "page" }],
      ["unlinked", account.id, { reason: "moved" }],
      ["linked", account.id, { proof: "page" }],
    ]);
  });

  test("does not move unless it asks to", async () => {
    const { old, account, token } = await newMover();
    const response = await callRoute(CONFIRM, { as: account, body: { token } });
    expect(response).toMatchObject({ status: 409, body: { code: "account_linked_already" } });
    expect(await linkOf(account)).toBe(old.phone);
  });

  test.for([
    [280, 200],
    [301, 403],
    [3600, 403],
  ])("signed in %d seconds ago: %d", async ([secondsAgo = 0, status]) => {
    const { old, next, account, token } = await newMover();
    const response = await moveInBrowser(account, token, secondsAgo);
    expect(response.status).toBe(status);
    if (status === 403) expect(response.body.code).toBe("sign_in_again");
    expect(await linkOf(account)).toBe(status === 200 ? next.phone : old.phone);
  });

  test("of many moves at once to as many WhatsApps, one link is left, and every chat that lost it was told", async () => {
    const { account, token, old, next } = await newMover();
    const others = [newStudent(), newStudent(), newStudent()];
    const tokens = [token];
    for (const other of others) tokens.push(await other.askForToken());
    const responses = await Promise.all([...tokens, ...tokens].map((each) => move(account, each)));
    const moved = responses.filter(({ status }) => status === 200).length;
    expect(responses.every(({ status }) => [200, 409, 410, 429].includes(status))).toBe(true);
    expect(await db().whatsappUser.count({ where: { userId: account.id, isLinked: true } })).toBe(1);
    const told = await Promise.all([old, next, ...others].map((student) => student.notices()));
    expect(told.flat().filter((text) => text.includes("moved to another WhatsApp"))).toHaveLength(moved);
  });

  test("takes no WhatsApp that is linked to somebody else", async () => {
    const { old, next, account, token } = await newMover();
    const owner = await createAccount();
    expect(await move(owner, token)).toMatchObject({ status: 200 });
    expect(await move(account, token)).toMatchObject({ status: 410, body: { code: "link_used" } });
    expect([await linkOf(account), await linkOf(owner)]).toEqual([old.phone, next.phone]);
  });

  test("moves nothing where it has no other", async () => {
    const [student, account] = [newStudent(), await createAccount()];
    expect(await move(account, await student.askForToken())).toMatchObject({ status: 200 });
    expect(await linkOf(account)).toBe(student.phone);
  });
});
