import { expect } from "vitest";
import { DELETE as SIGN_OUT_EVERYWHERE } from "../../../app/api/auth/sessions/route.ts";
import { DELETE as END_TOKEN, POST as ISSUE_TOKEN } from "../../../app/api/auth/token/route.ts";
import { GET as STATUS } from "../../../app/api/whatsapp/status/route.ts";
import { db } from "../../db.ts";
import { createAccount, PASSWORD } from "../../testing/accounts.ts";
import { callRoute } from "../../testing/calls.ts";
import { test } from "../../testing/fixtures.ts";
import { openSessionOf } from "../../testing/sessions.ts";
import type { Account } from "../accounts.ts";
import { signOutBrowser } from "./sign-out.ts";

const ORIGIN = { origin: "http://localhost:3000" };

async function bearerOf({ email }: Account): Promise<{ authorization: string }> {
  const { body } = await callRoute(ISSUE_TOKEN, { body: { email, password: PASSWORD } });
  return { authorization: `Bearer ${body.access_token}` };
}

const statusOf = async (headers: Record<string, string>) => (await callRoute(STATUS, { headers })).status;
const audited = (action: string, { id: userId }: Account) =>
  db().auditEvent.findMany({ where: { action, userId }, select: { address: true, details: true } });

test("signing out ends this browser's session and the account's Bearer tokens, and leaves its other browsers alone", async () => {
  const account = await createAccount({ password: PASSWORD });
  const [here, there] = [await openSessionOf(account), await openSessionOf(account)];
  const bearer = await bearerOf(account);
  await signOutBrowser(here, "192.0.2.1");
  expect(await statusOf({ cookie: here })).toBe(401);
  expect(await statusOf(bearer)).toBe(401);
  expect(await statusOf({ cookie: there })).toBe(200);
  expect(await statusOf(await bearerOf(account))).toBe(200);
});

test("signing out is audited once, and a copy of the cookie can end or audit nothing more", async () => {
  const account = await createAccount({ password: PASSWORD });
  const cookie = await openSessionOf(account);
  await signOutBrowser(cookie, "192.0.2.1");
  const bearer = await bearerOf(account);
  await signOutBrowser(cookie, "192.0.2.66");
  expect(await statusOf(bearer)).toBe(200);
  expect(await audited("signed_out", account)).toEqual([{ address: "192.0.2.1", details: {} }]);
});

test("who signs out everywhere is signed out here too, and from where is audited", async () => {
  const account = await createAccount({ password: PASSWORD });
  const [here, there] = [await openSessionOf(account), await openSessionOf(account)];
  const bearer = await bearerOf(account);
  const headers = { cookie: here, ...ORIGIN, "x-connect-peer": "192.0.2.7" };
  const response = await callRoute(SIGN_OUT_EVERYWHERE, { method: "DELETE", headers });
  expect(response).toMatchObject({ status: 200, body: { success: true } });
  expect(response.headers.get("set-cookie")).toMatch(/^next-auth\.session-token=;.*Max-Age=0/);
  for (const proof of [{ cookie: here }, { cookie: there }, bearer]) expect(await statusOf(proof)).toBe(401);
  expect(await audited("sessions_ended", account)).toEqual([
    { address: "192.0.2.7", details: { reason: "asked_for" } },
  ]);
});

test("no page of somebody else's signs a visitor out everywhere", async () => {
  const cookie = await openSessionOf(await createAccount());
  const headers = { cookie, origin: "https://evil.example" };
  expect((await callRoute(SIGN_OUT_EVERYWHERE, { method: "DELETE", headers })).status).toBe(403);
  expect(await statusOf({ cookie })).toBe(200);
});

test("an API client ends its own Bearer token and no other", async () => {
  const account = await createAccount({ password: PASSWORD });
  const [one, other] = [await bearerOf(account), await bearerOf(account)];
  expect((await callRoute(END_TOKEN, { method: "DELETE", headers: one })).status).toBe(200);
  expect((await callRoute(END_TOKEN, { method: "DELETE", headers: one })).status).toBe(401);
  expect(await statusOf(one)).toBe(401);
  expect(await statusOf(other)).toBe(200);
  expect(await audited("signed_out", account)).toHaveLength(1);
});

test("a token is ended by who has it, not by a cookie", async () => {
  const cookie = await openSessionOf(await createAccount());
  expect((await callRoute(END_TOKEN, { method: "DELETE", headers: { cookie, ...ORIGIN } })).status).toBe(401);
  expect(await statusOf({ cookie })).toBe(200);
});
