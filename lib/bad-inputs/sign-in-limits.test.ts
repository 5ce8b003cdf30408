import { beforeEach, expect } from "vitest";
import { POST as SIGN_IN } from "../../app/api/auth/token/route.ts";
import { db } from "../db.ts";
import { createAccount, PASSWORD } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";

beforeEach(async () => {
  await db().rateLimit.deleteMany();
});

const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
  callRoute(SIGN_IN, { body: { email, password }, headers });

const from = (address: string) => ({ "x-connect-peer": address });

/** How long a response took that came from nowhere before, in milliseconds. */
async function timed(email: string, tries: number): Promise<number> {
  const begun = performance.now();
  expect((await signIn(email, "wrong", from(`192.0.2.${tries}`))).status).toBe(401);
  return performance.now() - begun;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

test("63 a hundred sign-ins to one account from one address wait, known or not; its owner, elsewhere, does not", async () => {
  const { email } = await createAccount({ password: PASSWORD });
  const texts: unknown[] = [];
  for (const [tried, address] of [
    [email, "198.51.100.1"],
    ["nobody@example.com", "198.51.100.5"],
  ] as const) {
    const responses = [];
    for (let tries = 0; tries < 100; tries++) responses.push(await signIn(tried, "wrong", from(address)));
    const statuses = responses.map(({ status }) => status);
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(new Set(statuses.slice(10))).toEqual(new Set([429]));
    for (const { headers } of responses.slice(10))
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(400);
    texts.push(responses.slice(0, 10).map(({ body: { instance, ...words } }) => words));
  }
  expect(texts[0]).toEqual(texts[1]);
  expect(texts[0]).toContainEqual(
    expect.objectContaining({ detail: "The email address or password is wrong." }),
  );
  expect((await signIn(email, PASSWORD, from("198.51.100.2"))).status).toBe(200);
});

test("63 a wrong password takes as long for an account that there is not", async () => {
  const [known, unknown]: [number[], number[]] = [[], []];
  for (let tries = 0; tries < 25; tries++) {
    known.push(await timed((await createAccount({ password: PASSWORD })).email, tries));
    unknown.push(await timed(`nobody-${tries}@example.com`, tries));
  }
  const ratio = median(unknown) / median(known);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
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
