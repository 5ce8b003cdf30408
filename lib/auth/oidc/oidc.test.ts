import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect } from "vitest";
import { db } from "../../db.ts";
import { env } from "../../env.ts";
import { test } from "../../testing/fixtures.ts";
import { type School, startSchool } from "../../testing/oidc.ts";
import { changeSettings } from "../../testing/settings.ts";
import { openBrowser } from "../../testing/sign-in-browser.ts";
import { findSession } from "../sessions/session.ts";

let school: School;

test.beforeAll(async () => {
  school = await startSchool("http://localhost:3000/api/auth/callback/oidc");
  changeSettings({
    OIDC_ISSUER: school.issuer,
    OIDC_CLIENT_ID: school.clientId,
    OIDC_CLIENT_SECRET: school.clientSecret,
  });
});

afterAll(() => school.stop());

let people = 0;

function somebody(claims: Record<string, unknown> = {}) {
  people += 1;
  return {
    sub: `s-${people}`,
    email: `s-${people}@school.test`,
    email_verified: true,
    name: "Rosa",
    ...claims,
  };
}

test("signing in at the school makes an account, a session that says when, and leads back to where one wanted to go", async () => {
  const browser = openBrowser();
  const rosa = somebody({ name: "Rosa Lima" });
  const back = await browser.prove(await browser.leave("/whatsapp/link"), rosa);
  expect(await browser.comeBack(back)).toBe("/whatsapp/link");
  const session = await findSession(browser.cookieHeader());
  expect(session).toEqual({
    account: { id: expect.any(String), email: rosa.email, name: "Rosa Lima", role: "student" },
    isRecent: true,
    isFresh: true,
  });
  const again = openBrowser();
  await again.comeBack(await again.prove(await again.leave(), { ...rosa, email: "changed@school.test" }));
  expect(await findSession(again.cookieHeader())).toEqual(session);
  const known = { issuer: school.issuer, subject: rosa.sub, userId: session?.account.id };
  expect(await db().oidcIdentity.findMany()).toEqual([{ ...known, createdAt: expect.any(Date) }]);
});

test("53 signing out ends the session, also for who has kept its cookie, and no other session", async () => {
  const [browser, elsewhere] = [openBrowser(), openBrowser()];
  const person = somebody();
  for (const one of [browser, elsewhere]) await one.comeBack(await one.prove(await one.leave(), person));
  const kept = browser.cookieHeader();
  expect(await findSession(kept)).not.toBeNull();
  await browser.signOut();
  expect(await findSession(browser.cookieHeader())).toBeNull();
  expect(await findSession(kept)).toBeNull();
  expect(await findSession(elsewhere.cookieHeader())).not.toBeNull();
});

test("the provider is asked for little, with PKCE, state and nonce, and to ask again who proved it a day ago", async () => {
  const { searchParams } = new URL(await openBrowser().leave());
  expect(Object.fromEntries(searchParams)).toEqual({
    client_id: school.clientId,
    scope: "openid email profile",
    response_type: "code",
    redirect_uri: "http://localhost:3000/api/auth/callback/oidc",
    max_age: "86400",
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: "S256",
  });
});

test.each(["//evil.test", "https://evil.test/settings", "/whatsapp/link?token=abc", "/%0d%0a"])(
  "42 asked to go on to %s, one goes to where the role begins",
  async (callbackUrl) => {
    const browser = openBrowser();
    expect(await browser.comeBack(await browser.prove(await browser.leave(callbackUrl), somebody()))).toBe(
      "/signed-in",
    );
  },
);

const REFUSED = "/login?callbackUrl=%2Fwhatsapp%2Flink&error=";

describe("nobody is signed in", () => {
  test("who cancels at the provider, and the way to the link stays open", async () => {
    const browser = openBrowser();
    const back = await browser.prove(await browser.leave("/whatsapp/link"), "cancel");
    expect(await browser.comeBack(back)).toBe(`${REFUSED}Callback`);
    expect(await findSession(browser.cookieHeader())).toBeNull();
  });

  test.each([
    ["state", "the response belongs to another try"],
    ["nonce", "the ID token belongs to another try"],
    ["pkce.code_verifier", "the code was asked for by somebody else"],
  ])("with the %s of another try: %s", async (name) => {
    const [browser, other] = [openBrowser(), openBrowser()];
    const back = await browser.prove(await browser.leave("/whatsapp/link"), somebody());
    await other.leave();
    const cookie = `next-auth.${name}`;
    browser.cookies.set(cookie, other.cookies.get(cookie) ?? "");
    expect(await browser.comeBack(back)).toBe(`${REFUSED}OAuthCallback`);
    expect(await findSession(browser.cookieHeader())).toBeNull();
  });

  test("by a response that was sent to another browser, or a second time", async () => {
    const [browser, victim] = [openBrowser(), openBrowser()];
    const back = await browser.prove(await browser.leave(), somebody());
    expect(await victim.comeBack(back)).toContain("error=OAuthCallback");
    expect(await findSession(victim.cookieHeader())).toBeNull();
    expect(await browser.comeBack(back)).toBe("/settings");
    expect(await browser.comeBack(back)).toContain("error=OAuthCallback");
  });

  test("by a response that names another issuer", async () => {
    const browser = openBrowser();
    const back = new URL(await browser.prove(await browser.leave("/whatsapp/link"), somebody()));
    back.searchParams.set("iss", "https://evil.example");
    expect(await browser.comeBack(back.href)).toBe(`${REFUSED}OAuthCallback`);
  });

  test("by a provider that goes by another issuer than the settings say", async () => {
    const discovery = await (await fetch(`${school.issuer}/.well-known/openid-configuration`)).text();
    const mirror = createServer((_, response) =>
      response.setHeader("content-type", "application/json").end(discovery),
    );
    await new Promise<void>((resolve) => mirror.listen(0, "127.0.0.1", resolve));
    Object.assign(env(), { OIDC_ISSUER: `http://127.0.0.1:${(mirror.address() as AddressInfo).port}` });
    const browser = openBrowser();
    const back = await browser.prove(await browser.leave("/whatsapp/link"), somebody());
    expect(await browser.comeBack(back)).toBe(`${REFUSED}OAuthCallback`);
    mirror.close();
    expect(await browser.leave("/whatsapp/link").then(browser.comeBack)).toBe(`${REFUSED}OAuthSignin`);
    Object.assign(env(), { OIDC_ISSUER: school.issuer });
  });

  test("without an email address, and the code says so", async () => {
    const browser = openBrowser();
    const back = await browser.prove(await browser.leave(), somebody({ email: undefined }));
    expect(await browser.comeBack(back)).toBe("/login?error=email_missing");
    expect(await db().auditEvent.findFirst({ where: { action: "sign_in_refused" } })).toMatchObject({
      details: { by: "oidc", reason: "email_missing" },
    });
  });
});
