import { encode } from "next-auth/jwt";
import { describe, expect } from "vitest";
import { POST as INVITE } from "../../app/api/whatsapp/link/invitation/route.ts";
import { POST as CONFIRM, GET as READ } from "../../app/api/whatsapp/link/route.ts";
import { DELETE as UNLINK_PERSON } from "../../app/api/whatsapp/people/[id]/link/route.ts";
import { DELETE as UNLINK } from "../../app/api/whatsapp/unlink/route.ts";
import { proxy } from "../../proxy.ts";
import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { TEST_SETTINGS } from "../testing/settings.ts";
import { newStudent } from "../testing/students.ts";
import { findLink } from "./links.ts";
import { hashToken, newToken } from "./tokens.ts";

const confirm = (as: Account, token: string, headers: Record<string, string> = {}) =>
  callRoute(CONFIRM, { as, body: { token }, headers });
const statusOf = async (as: Account, token: string) => (await confirm(as, token)).status;

async function newLink() {
  const [student, account] = [newStudent(), await createAccount()];
  expect(await statusOf(account, await student.askForToken())).toBe(200);
  return { student, account };
}

test("T1 what the page shows names the number and the profile that wrote, before anything is confirmed", async () => {
  const attacker = newStudent({ name: "Mallory" });
  const token = await attacker.askForToken();
  expect((await callRoute(READ, { path: `link?token=${token}` })).body).toEqual({
    whatsapp_phone: attacker.phone,
    whatsapp_name: "Mallory",
    is_linked: false,
    token,
  });
});

test("T3 preview bots and scanners may read a link as often as they like, and it stays good", async () => {
  const token = await newStudent().askForToken();
  const before = await db().linkToken.findMany();
  for (const method of ["GET", "HEAD", "GET", "HEAD", "GET"]) {
    const read = await callRoute(READ, { method, path: `link?token=${token}` });
    expect(read.status).toBe(200);
    expect(read.headers.get("cache-control")).toBe("no-store");
    const page = await proxy(new Request(`http://localhost:3000/whatsapp/link?token=${token}`, { method }));
    expect(page.status).toBe(303);
  }
  expect(await db().linkToken.findMany()).toEqual(before);
  expect(await statusOf(await createAccount(), token)).toBe(200);
});

describe("T4 of many confirmations at once one wins", () => {
  test("of twelve accounts one gets 200, the others 410, and there is one link", async () => {
    const token = await newStudent().askForToken();
    const accounts = await Promise.all(Array.from({ length: 12 }, () => createAccount()));
    const statuses = await Promise.all(accounts.map((account) => statusOf(account, token)));
    expect(statuses.sort()).toEqual([200, ...Array.from({ length: 11 }, () => 410)]);
    expect(await db().whatsappUser.count({ where: { userId: { in: accounts.map(({ id }) => id) } } })).toBe(
      1,
    );
  });

  test("a token that expires at that moment links nobody, or one, and never after its time by the database's clock", async () => {
    const token = await newStudent().askForToken();
    await db()
      .$executeRaw`update whatsapp_users set link_token_expires_at = now() where link_token = ${hashToken(token)}`;
    await db().$executeRaw`update link_tokens set expires_at = now() where token_hash = ${hashToken(token)}`;
    const accounts = await Promise.all(Array.from({ length: 6 }, () => createAccount()));
    const statuses = await Promise.all(accounts.map((account) => statusOf(account, token)));
    expect(new Set(statuses)).toEqual(new Set([410]));
  });
});

test("T5 guesses are limited in PostgreSQL, per account and per address, with one response for all that is unknown, and audited", async () => {
  await db().rateLimit.deleteMany();
  const guesser = await createAccount();
  const peer = { "x-connect-peer": "198.51.100.9", "x-forwarded-for": "203.0.113.1" };
  const guesses = [newToken(), "short", "' or 1=1 --", newToken(), newToken()];
  const responses = [];
  for (const guess of guesses) responses.push(await confirm(guesser, guess, peer));
  expect(new Set(responses.map(({ status, body }) => `${status} ${body.code} ${body.detail}`)).size).toBe(1);
  const refused = await confirm(guesser, newToken(), peer);
  expect(refused).toMatchObject({ status: 429, body: { code: "too_many_tries" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(500);
  expect(await db().auditEvent.count({ where: { action: "refused", userId: guesser.id } })).toBe(6);
  const rows = await db().rateLimit.findMany({ where: { key: { startsWith: "link-" } } });
  expect(rows.map(({ key }) => key).join()).not.toContain("198.51.100.9");

  await db().rateLimit.updateMany({ where: { key: { startsWith: "link-address" } }, data: { points: 60 } });
  expect((await confirm(await createAccount(), newToken(), peer)).status).toBe(429);
  const forged = { ...peer, "x-forwarded-for": "203.0.113.77" };
  expect((await confirm(await createAccount(), newToken(), forged)).status).toBe(429);
  expect((await confirm(await createAccount(), await newStudent().askForToken(), peer)).status).toBe(200);
  expect((await confirm(await createAccount(), newToken())).status).toBe(404);
  await db().rateLimit.deleteMany();
});

test("T6 the address that is shown holds no token: it goes into a cookie for that page alone, no referrer, no cache, no index", async () => {
  const token = await newStudent().askForToken();
  const { headers } = await proxy(new Request(`http://localhost:3000/whatsapp/link?token=${token}`));
  expect(headers.get("location")).toBe("http://localhost:3000/whatsapp/link");
  expect(headers.get("set-cookie")).toMatch(/Path=\/whatsapp\/link;.*HttpOnly.*SameSite=lax/i);
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-robots-tag")).toBe("noindex");
  const { linkToken } = await db().whatsappUser.findFirstOrThrow({
    where: { linkToken: { not: null } },
    orderBy: { updatedAt: "desc" },
  });
  expect(linkToken).toBe(hashToken(token));
});

describe("T7 a page of somebody else's", () => {
  const foreign = [
    ["another origin", { origin: "https://evil.example" }],
    ["no origin", {}],
    ["an opaque origin", { origin: "null" }],
    ["a cross-site fetch", { origin: "http://localhost:3000", "sec-fetch-site": "cross-site" }],
  ] as const;

  test.for(foreign)("cannot confirm, invite or unlink with a visitor's cookie: %s", async ([, headers]) => {
    const { account } = await newLink();
    const token = { sub: account.id, auth_time: Math.floor(Date.now() / 1000) };
    const session = await encode({ token, secret: TEST_SETTINGS.NEXTAUTH_SECRET });
    const cookie = { cookie: `next-auth.session-token=${session}`, ...headers };
    const link = await newStudent().askForToken();
    const calls = await Promise.all([
      callRoute(CONFIRM, { body: { token: link }, headers: cookie }),
      callRoute(INVITE, { method: "POST", headers: cookie }),
      callRoute(UNLINK, { method: "DELETE", headers: cookie }),
    ]);
    for (const { status, body } of calls) expect([status, body.code]).toEqual([403, "foreign_origin"]);
    expect(await findLink(account)).not.toBeNull();
  });

  test("cannot put ours in a frame", async () => {
    const { headers } = await proxy(new Request("http://localhost:3000/whatsapp/link"));
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });
});

test("T8 on a computer with the wrong account, the link can be pasted elsewhere: the token, or the whole address", async () => {
  const account = await createAccount();
  const token = await newStudent().askForToken();
  const address = ` http://localhost:3000/whatsapp/link?token=${token.toUpperCase()} `;
  expect((await confirm(account, address)).body).toMatchObject({ success: true, user_name: account.name });
});

test("T9 a number that is linked already: 409 or 410 without a word of whose it is, until staff unlink it, audited", async () => {
  const { student, account } = await newLink();
  const token = newToken();
  const person = await db().whatsappUser.findUniqueOrThrow({ where: { whatsappPhone: student.phone } });
  const expiresAt = new Date(Date.now() + 60_000);
  await db().linkToken.create({
    data: { tokenHash: hashToken(token), whatsappUserId: person.id, expiresAt },
  });
  const other = await createAccount({ name: "Mei Chen" });
  const refused = await confirm(other, token);
  expect(refused).toMatchObject({ status: 409, body: { code: "whatsapp_linked_already" } });
  expect(JSON.stringify(refused.body)).not.toMatch(new RegExp(`${account.email}|${account.name}`));
  const staff = await createAccount({ role: "admin" });
  const params = { id: person.id };
  expect((await callRoute(UNLINK_PERSON, { as: staff, method: "DELETE", params })).status).toBe(200);
  expect(await db().auditEvent.count({ where: { action: "staff_unlinked", actorId: staff.id } })).toBe(1);
  expect(await statusOf(other, await student.askForToken())).toBe(200);
});
