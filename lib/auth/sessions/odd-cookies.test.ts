import { createHash } from "node:crypto";
import NextAuth from "next-auth";
import { encode } from "next-auth/jwt";
import { describe, expect } from "vitest";
import { env } from "../../env.ts";
import { createAccount } from "../../testing/accounts.ts";
import { test } from "../../testing/fixtures.ts";
import { openSessionOf } from "../../testing/sessions.ts";
import { authOptions } from "../options.ts";
import { withoutOddCookies } from "./odd-cookies.ts";
import { findSession } from "./session.ts";

const csrfOf = (token: string, secret = env().NEXTAUTH_SECRET) =>
  `${token}%7C${createHash("sha256").update(`${token}${secret}`).digest("hex")}`;

const sealed = (salt: string, secret = env().NEXTAUTH_SECRET) =>
  encode({ token: { value: "v", provider: "oidc" }, salt, secret });

/** What next-auth returns to a call of its own with these cookies. */
async function askNextAuth(action: string, header: string): Promise<number> {
  let status = 200;
  const response = {
    status: (code: number) => {
      status = code;
      return response;
    },
    getHeader: () => [],
    setHeader: () => response,
    json: () => {},
    send: () => {},
    end: () => {},
  };
  const pairs = header.split("; ").map((pair) => pair.split("="));
  const cookies = Object.fromEntries(
    pairs.map(([name, value]) => [name, decodeURIComponent(value ?? "true")]),
  );
  const request = { method: "GET", query: { nextauth: [action] }, cookies, headers: {}, body: {} };
  await NextAuth(request as never, response as never, authOptions("192.0.2.1"));
  return status;
}

const NAMES = ["callback-url", "csrf-token", "session-token", "state", "nonce", "pkce.code_verifier"];
const ODD = [
  "",
  "%",
  "%%%",
  "%00",
  "%C3%28",
  "x",
  "true",
  "null",
  "javascript:alert(1)",
  "javascript%3Aalert(1)",
  "data:text/html,x",
  "WEB-INF/web.xml",
  "../../etc/passwd",
  "//evil.example",
  "%2F%2Fevil.example",
  "/%5Cevil.example",
  "http:",
  "http://",
  "https://[",
  "ftp://example.com/",
  "file:///etc/passwd",
  "a.b.c.d",
  "|",
  "%7C",
  "=",
  '"/settings"',
  "x".repeat(4000),
];

describe.each(["", "__Secure-", "__Host-"])("cookies of next-auth behind “%s”", (prefix) => {
  test.each(NAMES)("%s, however odd, are as if they were not there", async (name) => {
    for (const odd of ODD) {
      const header = await withoutOddCookies(`theme=dark; ${prefix}next-auth.${name}=${odd}; x`);
      expect(header, odd).toBe("theme=dark; x");
    }
  });
});

test("with whatever cookies, next-auth responds to every call", async () => {
  for (const odd of ODD) {
    const all = NAMES.map((name) => `next-auth.${name}=${odd}`).join("; ");
    const header = await withoutOddCookies(`a=b; ${all}; next-auth.session-token.0=${odd}`);
    for (const action of ["session", "csrf", "providers", "signout"])
      expect(await askNextAuth(action, header), odd).toBe(200);
    expect(await askNextAuth("signin", header), odd).toBe(302);
  }
});

test.for([
  "next-auth.callback-url=%2Fadmin",
  "next-auth.callback-url=/settings?unlink=1",
  "next-auth.callback-url=http%3A%2F%2Flocalhost%3A3000",
  "__Secure-next-auth.callback-url=https%3A%2F%2Fconnect.example.edu",
  "theme=dark; __proto__=x; broken; %%%=%%%; a=b=c",
  "connect.known-browser=x; link_token=%%%",
])("%s is kept as it is", async (header) => {
  expect(await withoutOddCookies(header)).toBe(header);
});

test("what next-auth has written is kept, beside what it has not", async () => {
  const good = [
    `next-auth.csrf-token=${csrfOf("t")}`,
    ...["state", "nonce", "pkce.code_verifier"].map((name) => `next-auth.${name}=`),
  ];
  for (const at of [1, 2, 3]) good[at] += await sealed(String(good[at]).slice(0, -1));
  const odd = good.map((pair) => `${pair.split("=")[0]}=x`);
  const header = good.join("; ");
  expect(await withoutOddCookies(header)).toBe(header);
  expect(await withoutOddCookies([...odd, ...good, ...odd].join("; "))).toBe(header);
});

test("of several by one name, as another program at the same host leaves them, ours is kept", async () => {
  const secret = "the secret of another program at this host";
  for (const name of ["next-auth.state", "__Secure-next-auth.nonce", "next-auth.pkce.code_verifier"]) {
    const [ours, theirs] = [`${name}=${await sealed(name)}`, `${name}=${await sealed(name, secret)}`];
    for (const cookies of [`${ours}; ${theirs}`, `${theirs}; ${ours}`, `${theirs}; ${ours}; ${theirs}`])
      expect(await withoutOddCookies(cookies)).toBe(ours);
  }
  const ours = `next-auth.csrf-token=${csrfOf("t")}`;
  const theirs = `next-auth.csrf-token=${csrfOf("u", secret)}`;
  expect(await withoutOddCookies(`${ours}; ${theirs}`)).toBe(ours);
  expect(await withoutOddCookies(theirs)).toBe("");
});

test("who is signed in stays so, whatever lies beside the session's cookie", async () => {
  const account = await createAccount();
  const session = await openSessionOf(account);
  const theirs = `next-auth.session-token=${await sealed("", "the secret of another program at this host")}`;
  const leftOver = "next-auth.session-token.0=x; next-auth.session-token.1=y; next-auth.session-token-old=z";
  for (const header of [
    `${session}; ${theirs}`,
    `${theirs}; ${session}`,
    `${leftOver}; ${session}; ${leftOver}`,
  ]) {
    const tidy = await withoutOddCookies(header);
    expect(tidy).toBe(session);
    expect((await findSession(tidy))?.account.id).toBe(account.id);
  }
  expect((await findSession(`${session}; ${leftOver}`))?.account.id).toBe(account.id);
});
