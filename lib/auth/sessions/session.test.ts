import { SignJWT } from "jose";
import { encode } from "next-auth/jwt";
import { describe, expect } from "vitest";
import { db } from "../../db.ts";
import { keyFor } from "../../keys.ts";
import { createAccount } from "../../testing/accounts.ts";
import { test } from "../../testing/fixtures.ts";
import type { Account } from "../accounts.ts";
import { issueApiToken } from "../api-tokens.ts";
import { STAFF_ROLES } from "../roles.ts";
import { findSession, requireAccount, requireRecentSession, requireRole } from "./session.ts";

let john: Account;
let mei: Account;

test.beforeAll(async () => {
  [john, mei] = [await createAccount(), await createAccount()];
});

const SECRET = "a-secret-for-tests-of-more-than-32-characters";

const now = () => Math.floor(Date.now() / 1000);

async function cookieOf(account: Account, secret = SECRET, maxAge = 60, age = 0): Promise<string> {
  const session = await encode({ token: { sub: account.id, auth_time: now() - age }, secret, maxAge });
  return `theme=dark; next-auth.session-token=${session}; __proto__=x; broken`;
}

const bearerOf = async (account: Account) => `Bearer ${await issueApiToken(account.id)}`;

function call(headers: Record<string, string>, method = "GET") {
  const host = { host: "localhost:3000" };
  return new Request("http://localhost:3000/api/whatsapp/link", { method, headers: { ...host, ...headers } });
}

const refused = (status: number, code: string) => expect.objectContaining({ status, code });

describe("says who is calling", () => {
  test("by a session cookie", async () => {
    expect(await requireAccount(call({ cookie: await cookieOf(john) }))).toEqual(john);
    expect(await findSession(await cookieOf(john))).toEqual({ account: john, isRecent: true, isFresh: true });
  });

  test.for(["Bearer", "bearer", "BEARER", "Bearer  "])("by a token after %j", async (scheme) => {
    const authorization = (await bearerOf(john)).replace("Bearer", scheme);
    expect(await requireAccount(call({ authorization }))).toEqual(john);
  });

  test("by both, when they name the same account", async () => {
    const both = { cookie: await cookieOf(john), authorization: await bearerOf(john) };
    expect(await requireAccount(call(both, "POST"))).toEqual(john);
  });
});

describe("refuses", () => {
  test("51 nobody, with 401", async () => {
    await expect(requireAccount(call({}))).rejects.toEqual(refused(401, "sign_in_needed"));
    expect(await findSession(null)).toBeNull();
  });

  test("54 a token in the address or in a form, with 401", async () => {
    const token = await issueApiToken(john.id);
    for (const method of ["GET", "POST"]) {
      const body = method === "POST" ? new URLSearchParams({ access_token: token }) : undefined;
      const request = new Request(`http://localhost:3000/?access_token=${token}&token=${token}`, {
        method,
        body,
      });
      await expect(requireAccount(request)).rejects.toEqual(refused(401, "sign_in_needed"));
    }
  });

  test("56 two Authorization headers, with 400, even of one person", async () => {
    const request = call({ authorization: await bearerOf(john) });
    request.headers.append("authorization", await bearerOf(john));
    await expect(requireAccount(request)).rejects.toEqual(refused(400, "repeated_authorization"));
  });

  test("57 cookie and token of two people, with 400", async () => {
    const both = { cookie: await cookieOf(john), authorization: await bearerOf(mei) };
    await expect(requireAccount(call(both))).rejects.toEqual(refused(400, "ambiguous_user"));
  });

  test.for(["", "Bearer", "Bearer x", "Basic am9objpzZWNyZXQ=", "Bearer a b", "x"])(
    "an Authorization header %j with 401, even beside a good cookie",
    async (authorization) => {
      const headers = { cookie: await cookieOf(john), authorization };
      await expect(requireAccount(call(headers))).rejects.toEqual(refused(401, "invalid_token"));
    },
  );

  test("a cookie of another secret, an old one and a mangled one, with 401", async () => {
    const good = await cookieOf(john);
    for (const cookie of [
      await cookieOf(john, "x".repeat(40)),
      await cookieOf(john, SECRET, -60),
      good.replace("ey", "ez"),
    ]) {
      await expect(requireAccount(call({ cookie }))).rejects.toEqual(refused(401, "sign_in_needed"));
    }
  });

  test("a session cookie in the place of a Bearer token, and the other way round", async () => {
    const session = await encode({ token: { sub: john.id, auth_time: now() }, secret: SECRET });
    await expect(requireAccount(call({ authorization: `Bearer ${session}` }))).rejects.toEqual(
      refused(401, "invalid_token"),
    );
    const cookie = `next-auth.session-token=${await issueApiToken(john.id)}`;
    await expect(requireAccount(call({ cookie }))).rejects.toEqual(refused(401, "sign_in_needed"));
  });

  test("53 an account that was disabled or deleted a moment ago", async () => {
    for (const ending of ["disabled", "deleted"]) {
      const account = await createAccount();
      const [cookie, authorization] = [await cookieOf(account), await bearerOf(account)];
      const where = { id: account.id };
      if (ending === "deleted") await db().user.delete({ where });
      else await db().user.update({ where, data: { disabledAt: new Date() } });
      await expect(requireAccount(call({ cookie }))).rejects.toEqual(refused(401, "invalid_token"));
      await expect(requireAccount(call({ authorization }))).rejects.toEqual(refused(401, "invalid_token"));
      expect(await findSession(cookie)).toBeNull();
    }
  });
});

test("53, 55 a role that is given or taken ends what proved the old one, and counts from the next sign-in", async () => {
  const account = await createAccount({ role: "instructor" });
  const request = call({ authorization: await bearerOf(account) });
  expect(await requireRole(request, STAFF_ROLES)).toMatchObject({ role: "instructor" });
  await db().user.update({ where: { id: account.id }, data: { role: "student" } });
  await expect(requireRole(request, STAFF_ROLES)).rejects.toEqual(refused(401, "invalid_token"));
  const { tokenGeneration } = await db().user.findUniqueOrThrow({ where: { id: account.id } });
  const anew = call({ authorization: `Bearer ${await issueApiToken(account.id, tokenGeneration)}` });
  await expect(requireRole(anew, STAFF_ROLES)).rejects.toEqual(refused(403, "insufficient_role"));
});

describe("signing in again is asked for", () => {
  const DAY = 24 * 3600;
  const aged = (age: number) => cookieOf(john, SECRET, 60, age);

  test("a day after signing in, by those who join a WhatsApp, and by nobody else", async () => {
    const fresh = call({ cookie: await aged(DAY - 10) });
    expect((await requireRecentSession(fresh)).account).toEqual(john);
    const stale = call({ cookie: await aged(DAY) });
    await expect(requireRecentSession(stale)).rejects.toEqual(refused(403, "sign_in_again"));
    expect(await requireAccount(stale)).toEqual(john);
    expect(await findSession(await aged(DAY))).toEqual({ account: john, isRecent: false, isFresh: false });
  });

  test("a day after a Bearer token was issued", async () => {
    const token = (age: number) =>
      new SignJWT()
        .setProtectedHeader({ alg: "HS256", typ: "at+jwt" })
        .setSubject(john.id)
        .setIssuer("http://localhost:3000")
        .setAudience("connect-api")
        .setIssuedAt(now() - age)
        .setNotBefore(now() - age)
        .setExpirationTime("1h")
        .sign(keyFor("api-tokens"));
    expect(
      (await requireRecentSession(call({ authorization: `Bearer ${await token(DAY - 10)}` }))).account,
    ).toEqual(john);
    const stale = call({ authorization: `Bearer ${await token(DAY)}` });
    await expect(requireRecentSession(stale)).rejects.toEqual(refused(403, "sign_in_again"));
  });

  test("by everybody after 30 days, however often the cookie was renewed, or when it does not say since when", async () => {
    expect(await findSession(await aged(30 * DAY - 10))).not.toBeNull();
    expect(await findSession(await aged(30 * DAY))).toBeNull();
    const session = await encode({ token: { sub: john.id }, secret: SECRET });
    expect(await findSession(`next-auth.session-token=${session}`)).toBeNull();
  });
});

describe("a write by cookie", () => {
  const write = async (headers: Record<string, string>, method = "POST") =>
    requireAccount(call({ cookie: await cookieOf(john), ...headers }, method));

  test("is taken from our own pages", async () => {
    expect(await write({ origin: "http://localhost:3000" })).toEqual(john);
    expect(await write({ origin: "http://localhost:3000" }, "DELETE")).toEqual(john);
  });

  test.for([
    ["without an origin", {}],
    ["from a sandboxed page", { origin: "null" }],
    ["from another site", { origin: "https://evil.example" }],
    ["from a site that looks like ours", { origin: "http://localhost:3000.evil.example" }],
    ["from another port", { origin: "http://localhost:3001" }],
    ["from nonsense", { origin: "localhost:3000" }],
    [
      "that the browser calls cross-site",
      { origin: "http://localhost:3000", "sec-fetch-site": "cross-site" },
    ],
  ] as const)("is refused %s", async ([, headers]) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      await expect(write({ ...headers }, method)).rejects.toEqual(refused(403, "foreign_origin"));
    }
  });
});

test("a write by token needs no origin", async () => {
  expect(await requireAccount(call({ authorization: await bearerOf(john) }, "POST"))).toEqual(john);
});
