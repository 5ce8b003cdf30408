import { describe, expect } from "vitest";
import { db } from "../db.ts";
import { createAccount, PASSWORD } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { credentials, signIn } from "./accounts.ts";
import { hashPassword, isRightPassword } from "./passwords/passwords.ts";

const failure = (email: string, password: string, address: string) =>
  signIn({ email, password }, address).catch((error: unknown) => error);

test("the right password signs in, and that is audited", async () => {
  const account = await createAccount({ password: PASSWORD });
  expect(await signIn({ email: account.email, password: PASSWORD }, "192.0.2.1")).toEqual({
    ...account,
    sessionGeneration: 0,
    tokenGeneration: 0,
  });
  expect(await db().auditEvent.count({ where: { action: "signed_in", userId: account.id } })).toBe(1);
});

test("an unknown address, a wrong password, a disabled account and one without a password get one and the same response", async () => {
  const [known, disabled, without] = [
    await createAccount({ password: PASSWORD }),
    await createAccount({ password: PASSWORD }),
    await createAccount(),
  ];
  await db().user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
  const refusals = await Promise.all([
    failure("nobody@example.com", PASSWORD, "192.0.2.2"),
    failure(known.email, "wrong", "192.0.2.2"),
    failure(disabled.email, PASSWORD, "192.0.2.2"),
    failure(without.email, PASSWORD, "192.0.2.2"),
  ]);
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ status: 401, message: "The email address or password is wrong." });
  }
});

test("the eleventh try within ten minutes has to wait, from this address only, so that the owner is not locked out", async () => {
  const { email } = await createAccount({ password: PASSWORD });
  for (let tries = 0; tries < 10; tries++) {
    expect(await failure(email, "wrong", "192.0.2.3")).toMatchObject({ status: 401 });
  }
  const refusal = await failure(email, PASSWORD, "192.0.2.3");
  expect(refusal).toMatchObject({
    status: 429,
    code: "too_many_tries",
    message: expect.stringMatching(/wait \d+ minutes/),
  });
  expect(refusal).toMatchObject({ details: { retryAfterSeconds: expect.any(Number) } });
  await expect(signIn({ email, password: PASSWORD }, "192.0.2.4")).resolves.toMatchObject({ email });
});

test("the longest address that there can be is refused like any other", async () => {
  const email = `${"a".repeat(60)}@${`${"b".repeat(60)}.`.repeat(4)}com`;
  expect(credentials.safeParse({ email, password: "x" }).success).toBe(true);
  expect(await failure(email, "wrong", "2001:0db8:85a3:0000:0000:8a2e:0370:7334")).toMatchObject({
    status: 401,
  });
});

describe("an address is normalised first and looked at second", () => {
  test.for(["John@Example.com", " john@example.com ", "ＪＯＨＮ@example.com"])("%j is read", (email) => {
    expect(credentials.parse({ email, password: "x" }).email).toBe("john@example.com");
  });

  test.for([
    "john",
    "john@",
    "a@x.com,b@y.com",
    '"a@evil.example"@example.com',
    "john@example.com\u0000",
    "john@example.com\nbcc: x",
    `${"a".repeat(320)}@example.com`,
    "",
  ])("%j is refused", (email) => {
    expect(credentials.safeParse({ email, password: "x" }).success).toBe(false);
  });

  test("more than an address and a password is refused", () => {
    const given = { email: "john@example.com", password: "x", role: "admin" };
    expect(credentials.safeParse(given).success).toBe(false);
  });
});

describe("a password", () => {
  const giver = { email: "john@example.com", network: "192.0.2.9", isKnown: false };

  test.for(["12345678", "x".repeat(128), "🎓 pässwörd 密码", " spaces ", "nul\u0000nul"])(
    "%j is taken as typed",
    async (password) => {
      expect(credentials.parse({ email: "john@example.com", password }).password).toBe(password);
      const hash = await hashPassword(password);
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(await isRightPassword(hash, password, giver)).toBe(true);
      expect(await isRightPassword(hash, `${password} `, giver)).toBe(false);
    },
  );

  test("of a megabyte is refused before it costs anything", () => {
    const given = { email: "john@example.com", password: "x".repeat(1_000_000) };
    expect(credentials.safeParse(given).success).toBe(false);
  });

  test("hashes differently each time, and nothing matches no hash", async () => {
    expect(await hashPassword("x")).not.toBe(await hashPassword("x"));
    expect(await isRightPassword(null, "x", giver)).toBe(false);
  });
});
