import { beforeAll, beforeEach, expect, test } from "vitest";
import { POST as SIGN_IN } from "../../app/api/auth/token/route.ts";
import { db } from "../db.ts";
import { createAccount, PASSWORD } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { useOwnDatabase } from "../testing/database.ts";

beforeAll(async () => {
  await useOwnDatabase();
});

beforeEach(async () => {
  await db().rateLimit.deleteMany();
});

const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
  callRoute(SIGN_IN, { body: { email, password }, headers });

const from = (address: string) => ({ "x-connect-peer": address });

test("63 many sign-ins to one account from one address wait, known or not; its owner, elsewhere, does not", async () => {
  const { email } = await createAccount({ password: PASSWORD });
  for (const tried of [email, "nobody@example.com"]) {
    const answers = [];
    for (let tries = 0; tries < 11; tries++) answers.push(await signIn(tried, "wrong", from("198.51.100.1")));
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    expect(answers[0]?.body.detail).toBe("The e-mail address or password is wrong.");
    expect(Number(answers[10]?.headers.get("retry-after"))).toBeGreaterThan(500);
  }
  expect((await signIn(email, PASSWORD, from("198.51.100.2"))).status).toBe(200);
});

test("63 one address that tries many accounts waits, whoever it tries next; that is audited once, with the address", async () => {
  await db().auditEvent.deleteMany();
  expect((await signIn("first@example.com", "wrong", from("198.51.100.3"))).status).toBe(401);
  await db().rateLimit.updateMany({
    where: { key: { startsWith: "sign-in-address" } },
    data: { points: 100 },
  });
  for (const email of ["second@example.com", "third@example.com"]) {
    expect((await signIn(email, "wrong", from("198.51.100.3"))).status).toBe(429);
  }
  const refusals = await db().auditEvent.findMany({
    where: { address: "198.51.100.3" },
    orderBy: { id: "asc" },
  });
  expect(refusals.map(({ action, details }) => ({ action, details }))).toEqual([
    { action: "sign_in_refused", details: {} },
    { action: "sign_in_refused", details: { reason: "too_many_tries" } },
  ]);
});

test.for([
  "a@x.com,b@y.com",
  '"a@evil"@host.example',
  "john@example.com\u0000",
  "john@example.com\r\nbcc: x@y.z",
  `${"a".repeat(320)}@example.com`,
  "john",
  "",
])("64 the address %j is refused before anybody is looked for", async (email) => {
  expect(await signIn(email, PASSWORD)).toMatchObject({ status: 422, body: { code: "validation_failed" } });
});

test("64 a full-width ＠ is the same address, and no other", async () => {
  const { email } = await createAccount({ password: PASSWORD });
  expect((await signIn(email.replace("@", "＠").toUpperCase(), PASSWORD)).status).toBe(200);
});

test.for(["12345678", "x".repeat(64), "x".repeat(128), "🎓 pässwörd 密码", "  spaces  "])(
  "65 the password %j works as typed",
  async (password) => {
    const { email } = await createAccount({ password });
    expect((await signIn(email, password)).status).toBe(200);
    expect((await signIn(email, `${password}x`)).status).toBe(401);
  },
);

test("65 a password of a megabyte is refused before it costs anything", async () => {
  const { email } = await createAccount({ password: PASSWORD });
  const begun = performance.now();
  expect((await signIn(email, "x".repeat(1_000_000))).status).toBe(413);
  expect(performance.now() - begun).toBeLessThan(1000);
});

test("66 forged forwarding headers neither evade a limit nor move an address of ours", async () => {
  const { email } = await createAccount({ password: PASSWORD });
  for (let tries = 0; tries < 10; tries++) {
    const forged = {
      "x-forwarded-for": `203.0.113.${tries}`,
      "x-real-ip": `203.0.113.${tries}`,
      forwarded: `for=203.0.113.${tries}`,
    };
    expect((await signIn(email, "wrong", { ...from("198.51.100.4"), ...forged })).status).toBe(401);
  }
  const again = {
    ...from("198.51.100.4"),
    "x-forwarded-for": "203.0.113.99",
    "x-forwarded-host": "evil.example",
  };
  expect((await signIn(email, PASSWORD, again)).status).toBe(429);
});
