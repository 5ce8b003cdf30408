import { beforeEach, expect } from "vitest";
import { POST as SIGN_IN } from "../../app/api/auth/token/route.ts";
import { db } from "../db.ts";
import { createAccount, PASSWORD } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";

beforeEach(async () => {
  await db().rateLimit.deleteMany();
});

const signIn = (email: string, password: string) => callRoute(SIGN_IN, { body: { email, password } });

test.for([
  ["a list with a comma", "a@x.com,b@y.com"],
  ["a list with a semicolon", "a@x.com;b@y.com"],
  ["a list with a space", "a@x.com b@y.com"],
  ["two @", "john@evil.example@example.com"],
  ["a full-width ＠ beside the @", "john＠evil.example@example.com"],
  ["a quoted @", '"a@evil"@host.example'],
  ["a quoted full-width ＠", '"a＠evil"@host.example'],
  ["a name around it", "John <john@example.com>"],
  ["a Cyrillic letter in its host", "john@exаmple.com"],
  ["a Cyrillic letter in its name", "jоhn@example.com"],
  ["a mark that turns the reading direction", "john@example.com\u202E"],
  ["a NUL", "john@example.com\u0000"],
  ["a second header", "john@example.com\r\nbcc: x@y.z"],
  ["321 characters", `${"a".repeat(309)}@example.com`],
  ["332 characters", `${"a".repeat(320)}@example.com`],
  ["320 characters that become 5,760", "ﷺ".repeat(320)],
  ["no @", "john"],
  ["nothing", ""],
] as const)("64 an address with %s is refused before anybody is looked for", async ([, email]) => {
  const refused = await signIn(email, PASSWORD);
  expect(refused).toMatchObject({ status: 422, body: { code: "validation_failed" } });
  expect(JSON.stringify(refused.body)).not.toContain("john");
  expect(await db().rateLimit.count()).toBe(0);
});

test.for([
  ["a full-width ＠", (email: string) => email.replace("@", "＠")],
  ["a small ﹫", (email: string) => email.replace("@", "﹫")],
  ["capitals", (email: string) => email.toUpperCase()],
  ["full-width letters", (email: string) => email.replace("person", "ｐｅｒｓｏｎ")],
  ["spaces around it", (email: string) => `  ${email}\n`],
] as const)(
  "64 with %s it is the same address after one normalisation, and no other's",
  async ([, write]) => {
    const [{ email }, other] = [await createAccount({ password: PASSWORD }), await createAccount()];
    expect((await signIn(write(email), PASSWORD)).status).toBe(200);
    expect((await signIn(write(other.email), PASSWORD)).status).toBe(401);
  },
);

test.for([
  ["of 8 characters", "12345678"],
  ["of 64 characters", "x".repeat(64)],
  ["of 128 characters", "x".repeat(128)],
  ["of 256 characters", "x".repeat(256)],
  ["of 128 emoji", "🎓".repeat(128)],
  ["of joined emoji", "👩‍👩‍👧‍👦👩🏽‍🎓"],
  ["of several scripts", "🎓 pässwörd 密码"],
  ["with spaces around it", "  spaces  "],
  ["with a NUL", "nul\u0000nul"],
] as const)("65 a password %s works as typed, to its last character", async ([, password]) => {
  const { email } = await createAccount({ password });
  expect((await signIn(email, password)).status).toBe(200);
  expect((await signIn(email, [...password].with(-1, "y").join(""))).status).toBe(401);
});

test.for([
  [257, 422],
  [99_000, 422],
  [1_000_000, 413],
] as const)(
  "65 a password of %d characters is refused with %d before it is counted or hashed",
  async ([length, status]) => {
    const { email } = await createAccount({ password: PASSWORD });
    expect((await signIn(email, "x".repeat(length))).status).toBe(status);
    expect(await db().rateLimit.count()).toBe(0);
  },
);
