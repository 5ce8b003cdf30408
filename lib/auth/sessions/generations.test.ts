import { describe, expect } from "vitest";
import { db } from "../../db.ts";
import { createAccount, PASSWORD } from "../../testing/accounts.ts";
import { test } from "../../testing/fixtures.ts";
import { cookieOf, openSessionOf } from "../../testing/sessions.ts";
import { type Account, signIn } from "../accounts.ts";
import { issueApiToken } from "../api-tokens.ts";
import { hashPassword } from "../passwords/passwords.ts";
import { findSession, findSessionEnd, requireAccount } from "./session.ts";
import { signOutEverywhere } from "./sign-out.ts";

/** Whether a call with these headers is let in. */
async function isLetIn(headers: Record<string, string>): Promise<boolean> {
  const request = new Request("http://localhost:3000/api/whatsapp/status", { headers });
  return requireAccount(request).then(
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ status: 401 });
      return false;
    },
  );
}

async function proofsOf(account: Account) {
  const { tokenGeneration } = await db().user.findUniqueOrThrow({ where: { id: account.id } });
  return {
    cookie: await openSessionOf(account),
    bearer: { authorization: `Bearer ${await issueApiToken(account.id, tokenGeneration)}` },
  };
}

const change = (data: object) => (account: Account) =>
  db().user.update({ where: { id: account.id }, data, select: { id: true } });

const ENDINGS: [string, string, (account: Account) => Promise<unknown>][] = [
  [
    "a new password",
    "password_changed",
    async (account) => change({ passwordHash: await hashPassword("another one") })(account),
  ],
  ["a password that is taken away", "password_changed", change({ passwordHash: null })],
  ["another role", "role_changed", change({ role: "instructor" })],
  ["disabling the account", "account_disabled", change({ disabledAt: new Date() })],
  ["signing out everywhere", "asked_for", (account) => signOutEverywhere(account, "192.0.2.1")],
];

describe("what a person had opened before counts no more, as cookie and as Bearer token, after", () => {
  test.for(ENDINGS)("%s, and that is audited", async ([, reason, end]) => {
    const account = await createAccount({ password: PASSWORD });
    const { cookie, bearer } = await proofsOf(account);
    expect([await isLetIn({ cookie }), await isLetIn(bearer)]).toEqual([true, true]);
    await end(account);
    expect([await isLetIn({ cookie }), await isLetIn(bearer)]).toEqual([false, false]);
    expect(await findSession(cookie)).toBeNull();
    expect(await findSessionEnd(cookie)).toBe("ended");
    const ended = await db().auditEvent.findMany({ where: { action: "sessions_ended", userId: account.id } });
    expect(ended.map(({ details }) => details)).toEqual([{ reason }]);
  });
});

test("an account that is enabled again revives nothing, neither of before nor of while it was disabled", async () => {
  const account = await createAccount();
  const before = await proofsOf(account);
  await change({ disabledAt: new Date() })(account);
  const meanwhile = await proofsOf(account);
  await change({ disabledAt: null })(account);
  for (const { cookie, bearer } of [before, meanwhile])
    expect([await isLetIn({ cookie }), await isLetIn(bearer)]).toEqual([false, false]);
  const { cookie, bearer } = await proofsOf(account);
  expect([await isLetIn({ cookie }), await isLetIn(bearer)]).toEqual([true, true]);
});

test("whoever changes the table by hand ends sessions all the same, and cannot bring ended ones back", async () => {
  const account = await createAccount();
  const { cookie, bearer } = await proofsOf(account);
  await db().$executeRaw`update users set password_hash = 'x' where id = ${account.id}::uuid`;
  await db()
    .$executeRaw`update users set session_generation = 0, token_generation = 0 where id = ${account.id}::uuid`;
  expect([await isLetIn({ cookie }), await isLetIn(bearer)]).toEqual([false, false]);
});

test("another name, and the same role and password once more, end nothing", async () => {
  const account = await createAccount({ password: PASSWORD });
  const { cookie, bearer } = await proofsOf(account);
  const { passwordHash } = await db().user.findUniqueOrThrow({ where: { id: account.id } });
  await change({ name: "Jane Smith", role: account.role, passwordHash, disabledAt: null })(account);
  expect([await isLetIn({ cookie }), await isLetIn(bearer)]).toEqual([true, true]);
});

test("who signs in while their password is changed gets in with the new one only", async () => {
  const account = await createAccount({ password: PASSWORD });
  const proved = await signIn({ email: account.email, password: PASSWORD }, "192.0.2.1");
  await change({ passwordHash: await hashPassword("another one") })(account);
  const claims = { sub: account.id, auth_time: Math.floor(Date.now() / 1000), gen: proved.sessionGeneration };
  expect(await isLetIn({ cookie: await cookieOf(claims) })).toBe(false);
});

test("sessions and tokens that are older than generations go on until something ends them", async () => {
  const account = await createAccount();
  const cookie = await cookieOf({ sub: account.id, auth_time: Math.floor(Date.now() / 1000) });
  expect(await isLetIn({ cookie })).toBe(true);
  await signOutEverywhere(account, "192.0.2.1");
  expect(await isLetIn({ cookie })).toBe(false);
});
