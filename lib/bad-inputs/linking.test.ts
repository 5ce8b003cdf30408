import { encode } from "next-auth/jwt";
import { beforeAll, describe, expect, test } from "vitest";
import { POST as CONFIRM, GET as READ } from "../../app/api/whatsapp/link/route.ts";
import { GET as STATUS } from "../../app/api/whatsapp/status/route.ts";
import { DELETE as UNLINK } from "../../app/api/whatsapp/unlink/route.ts";
import type { Account } from "../auth/accounts.ts";
import { returnPath } from "../auth/return-path.ts";
import { db } from "../db.ts";
import { hashToken, newToken } from "../linking/tokens.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { useOwnDatabase } from "../testing/database.ts";
import { newStudent } from "../testing/students.ts";

beforeAll(async () => {
  await useOwnDatabase();
});

const confirm = (as: Account, token: string) => callRoute(CONFIRM, { as, body: { token } });

async function newLink() {
  const [student, account] = [newStudent(), await createAccount()];
  const token = await student.askForToken();
  expect((await confirm(account, token)).status).toBe(200);
  return { student, account, token };
}

const isLinked = async (as: Account) => (await callRoute(STATUS, { as })).body.is_linked;

describe("a token that does not work", () => {
  const expire = async (token: string) => {
    const tokenHash = hashToken(token);
    await db()
      .$executeRaw`update link_tokens set expires_at = now() - interval '1 second' where token_hash = ${tokenHash}`;
    await db()
      .$executeRaw`update whatsapp_users set link_token_expires_at = now() - interval '1 second' where link_token = ${tokenHash}`;
  };
  const TOKENS: [string, number, () => Promise<string>][] = [
    [
      "expired by a second",
      410,
      async () => {
        const token = await newStudent().askForToken();
        await expire(token);
        return token;
      },
    ],
    [
      "replaced by a newer one",
      410,
      async () => {
        const student = newStudent();
        const token = await student.askForToken();
        await student.askForToken();
        return token;
      },
    ],
    ["used by somebody else", 410, async () => (await newLink()).token],
    ["of the wrong length", 404, async () => newToken().slice(1)],
    ["made up", 404, async () => newToken()],
    ["SQL", 404, async () => "' or 1=1; drop table link_tokens --"],
    ["a script", 404, async () => "<script>alert(1)</script>"],
    ["of zeros", 404, async () => "0".repeat(32)],
  ];

  test.for(TOKENS)(
    "37 %s: %d with the way to a new one, nothing echoed, and the try audited by its hash",
    async ([, status, make]) => {
      const [token, account] = [await make(), await createAccount()];
      for (const answer of [
        await confirm(account, token),
        await callRoute(READ, { path: `link?token=${encodeURIComponent(token)}` }),
      ]) {
        expect(answer.status).toBe(status);
        expect(answer.body.detail).toContain("“link”");
        expect(JSON.stringify(answer.body)).not.toContain(token);
      }
      const [tried] = await db().auditEvent.findMany({ where: { userId: account.id } });
      expect(tried).toMatchObject({
        action: "refused",
        details: { tried: expect.stringMatching(/^[0-9a-f]{12}$/) },
      });
      expect(await isLinked(account)).toBe(false);
    },
  );
});

test("38 the same account's second click, second tab and way back see its link; there is one", async () => {
  const { account, token } = await newLink();
  const repeats = await Promise.all([1, 2, 3].map(() => confirm(account, token)));
  for (const { status, body } of repeats) expect([200, "already_yours"]).toContain(body.code ?? status);
  await db().$executeRaw`update link_tokens set ended_at = ended_at - interval '3 seconds'`;
  expect((await confirm(account, token)).status).toBe(200);
  expect(await db().auditEvent.count({ where: { action: "linked", userId: account.id } })).toBe(1);
});

test.for(["facebookexternalhit/1.1", "WhatsApp/2.23.20.0", "BarracudaCentral"])(
  "39 %s may read a link without any effect, and no cache may keep it",
  async (agent) => {
    const token = await newStudent().askForToken();
    const before = await db().linkToken.findMany();
    for (const method of ["GET", "HEAD"]) {
      const read = await callRoute(READ, {
        method,
        path: `link?token=${token}`,
        headers: { "user-agent": agent },
      });
      expect([read.status, read.headers.get("cache-control")]).toEqual([200, "no-store"]);
    }
    expect(await db().linkToken.findMany()).toEqual(before);
  },
);

test.for([
  ["no origin", {}],
  ["a foreign origin", { origin: "https://evil.example" }],
  ["a cross-site fetch", { origin: "http://localhost:3000", "sec-fetch-site": "cross-site" }],
] as const)("40 a confirmation by cookie with %s is 403, and changes nothing", async ([, headers]) => {
  const account = await createAccount();
  const proof = { sub: account.id, auth_time: Math.floor(Date.now() / 1000) };
  const session = await encode({ token: proof, secret: process.env.NEXTAUTH_SECRET ?? "" });
  const cookie = `next-auth.session-token=${session}`;
  const token = await newStudent().askForToken();
  const answer = await callRoute(CONFIRM, { body: { token }, headers: { cookie, ...headers } });
  expect(answer).toMatchObject({ status: 403, body: { code: "foreign_origin" } });
  expect(await isLinked(account)).toBe(false);
  expect((await confirm(account, token)).status).toBe(200);
});

test("41 a confirmation by nobody is 401, and leaves the token to be used after signing in", async () => {
  const token = await newStudent().askForToken();
  expect((await callRoute(CONFIRM, { body: { token } })).status).toBe(401);
  expect((await confirm(await createAccount(), token)).status).toBe(200);
});

test.for([
  "//evil.com",
  "\\\\evil",
  "https:evil",
  "/%0d%0aSet-Cookie:x",
  "javascript:alert(1)",
  "/\\evil.com",
])("42 after signing in, %j leads to a page of ours", (asked) => {
  expect(returnPath(asked)).toBe("/settings");
});

test("43 an account with another WhatsApp is refused with 409 that says which, and both links stay as they were", async () => {
  const [{ account }, other] = [await newLink(), newStudent()];
  const token = await other.askForToken();
  expect(await confirm(account, token)).toMatchObject({
    status: 409,
    body: { code: "account_linked_already" },
  });
  expect(await isLinked(account)).toBe(true);
  expect((await confirm(await createAccount(), token)).status).toBe(200);
});

test("48 unlinking twice, from a chat that is not linked, and by another account", async () => {
  const [{ student, account }, other] = [await newLink(), await createAccount()];
  expect((await callRoute(UNLINK, { as: other, method: "DELETE" })).status).toBe(404);
  expect(await isLinked(account)).toBe(true);
  expect((await callRoute(UNLINK, { as: account, method: "DELETE" })).status).toBe(200);
  expect((await callRoute(UNLINK, { as: account, method: "DELETE" })).status).toBe(404);
  expect(await student.say("unlink")).toEqual([expect.stringContaining("not linked")]);
});
