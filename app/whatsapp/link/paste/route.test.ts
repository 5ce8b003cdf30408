import { expect } from "vitest";
import type { Account } from "#lib/auth/accounts";
import { db } from "#lib/db";
import { findLink } from "#lib/linking/links";
import { newToken } from "#lib/linking/tokens";
import { createAccount } from "#lib/testing/accounts";
import { callRoute } from "#lib/testing/calls";
import { test } from "#lib/testing/fixtures";
import { newStudent } from "#lib/testing/students";
import { POST as PASTE } from "./route.ts";

const paste = (as: Account, token: string) => callRoute(PASTE, { as, body: { token } });

test("a pasted token, or the whole link, opens the link page: the token is in its cookie alone, and still works", async () => {
  const account = await createAccount();
  const token = await newStudent().askForToken();
  for (const pasted of [` ${token.toUpperCase()} `, `http://localhost:3000/whatsapp/link?token=${token}`]) {
    const { status, body, headers } = await paste(account, pasted);
    expect([status, body]).toEqual([200, { success: true }]);
    expect(headers.get("set-cookie")).toMatch(new RegExp(`^link_token=${token}; Path=/whatsapp/link; `));
    expect(headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=lax$/i);
  }
  expect(await findLink(account)).toBeNull();
  expect(await db().linkToken.count({ where: { endedAt: null, openedAt: null } })).toBe(1);
});

test("T5 what is no token of ours is refused and audited, and after five tries the account has to wait", async () => {
  const account = await createAccount();
  const statuses: number[] = [];
  for (const token of ["nonsense", ...Array.from({ length: 5 }, newToken)]) {
    const { status, headers } = await paste(account, token);
    statuses.push(status);
    expect(headers.get("set-cookie")).toBeNull();
  }
  expect(statuses).toEqual([404, 404, 404, 404, 404, 429]);
  const refused = await db().auditEvent.findMany({ where: { userId: account.id, action: "refused" } });
  const reasons = refused.map(({ details }) => details).map((details) => JSON.stringify(details));
  expect(reasons.filter((reason) => reason.includes("link_not_found"))).toHaveLength(5);
  expect(reasons.filter((reason) => reason.includes("too_many_tries"))).toHaveLength(1);
});

test("nobody who is not signed in learns whether a token is one of ours", async () => {
  const token = await newStudent().askForToken();
  for (const pasted of [token, newToken()]) {
    expect((await callRoute(PASTE, { body: { token: pasted } })).status).toBe(401);
  }
});
