import { createHash } from "node:crypto";
import { describe, expect } from "vitest";
import { POST as SIGN_IN } from "../../app/api/auth/token/route.ts";
import { knownBrowserCookie } from "../auth/passwords/known-browsers.ts";
import { db } from "../db.ts";
import { createAccount, PASSWORD } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";

const signIn = (email: string, password: string, address: string, cookie = "") =>
  callRoute(SIGN_IN, { body: { email, password }, headers: { "x-connect-peer": address, cookie } });

const cookieFor = (email: string) => knownBrowserCookie(null, email).split(";")[0] ?? "";

async function timed<T>(work: Promise<T>): Promise<[response: T, seconds: number]> {
  const begun = performance.now();
  const response = await work;
  return [response, (performance.now() - begun) / 1000];
}

const newPerson = () => createAccount({ password: PASSWORD });
const count = (responses: { status: number }[], status: number) =>
  responses.filter((response) => response.status === status).length;

/** As if so many tries of one limit had been counted for a key, which has been counted before. */
async function setTries(limit: string, key: string, points: number): Promise<void> {
  const stored = `${limit}:${createHash("sha256").update(key).digest("base64url")}`;
  expect(await db().rateLimit.updateMany({ where: { key: stored }, data: { points } })).toEqual({ count: 1 });
}

let networks = 0;

/** As many networks as one likes, each of another customer, and none of them another test's. */
function somewhere(): (at: number) => string {
  const first = ++networks * 512;
  return (at) => `2001:db8:${(first + at).toString(16)}::1`;
}

describe("M1 one account, guessed over many networks", () => {
  test.for(["there is", "there is not"])(
    "the tries of one customer's 65,536 networks count together, where the account %s",
    async (is) => {
      const email = is === "there is" ? (await newPerson()).email : "nobody-of-many@example.com";
      const customer = somewhere()(0).replace("::1", "");
      const guesses = Array.from({ length: 270 }, (_, at) =>
        signIn(email, "wrong", `${customer}:${(at + 1).toString(16)}::1`),
      );
      const responses = await Promise.all(guesses);
      expect(count(responses, 401)).toBeLessThanOrEqual(20);
      expect(count(responses, 401) + count(responses, 429)).toBe(270);
      for (const { status, headers } of responses)
        if (status === 429) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    },
  );
});

// Most of the time they wait, and none of them for what another does.
describe.concurrent("M1 one account, whose failures are slowed", () => {
  test("of a hundred customers' networks at once few are answered, and only after a delay", async () => {
    const { email } = await newPerson();
    const network = somewhere();
    const guesses = Array.from({ length: 100 }, (_, at) => signIn(email, "wrong", network(at)));
    const answers = await Promise.all(guesses);
    expect(count(answers, 401)).toBeLessThanOrEqual(30);
    expect(count(answers, 401) + count(answers, 429)).toBe(100);
  });

  test("after ten failures each more gets its response a second later, known or not, and right passwords too", async () => {
    const { email } = await newPerson();
    const network = somewhere();
    for (const tried of [email, "nobody@example.com"]) {
      for (let at = 0; at < 10; at++) expect((await signIn(tried, "wrong", network(at))).status).toBe(401);
      const [first, firstSeconds] = await timed(signIn(tried, "wrong", network(10)));
      const [second, secondSeconds] = await timed(signIn(tried, "wrong", network(11)));
      expect([first.status, second.status]).toEqual([401, 401]);
      expect(firstSeconds).toBeGreaterThan(0.9);
      expect(secondSeconds).toBeGreaterThan(1.9);
    }
    const [right, seconds] = await timed(signIn(email, PASSWORD, network(12)));
    expect(right.status).toBe(200);
    expect(seconds).toBeGreaterThan(2.9);
  });

  test("however many failed, the owner waits ten seconds at most in a new browser", async () => {
    const { email } = await newPerson();
    const network = somewhere();
    await signIn(email, "wrong", network(0));
    await setTries("sign-in-everywhere", email, 10_000);
    const [right, seconds] = await timed(signIn(email, PASSWORD, network(1)));
    expect(right.status).toBe(200);
    expect(seconds).toBeLessThan(20);
  });

  test("while five networks try without pause, the owner is judged from a new browser elsewhere", async () => {
    const { email } = await newPerson();
    const network = somewhere();
    for (let at = 0; at < 5; at++) await signIn(email, "wrong", network(at));
    await setTries("sign-in-everywhere", email, 12);
    const attack = Array.from({ length: 8 }, (_, at) => signIn(email, "wrong", network(at)));
    const [right, seconds] = await timed(signIn(email, PASSWORD, network(20)));
    expect(right.status).toBe(200);
    expect(seconds).toBeLessThan(30);
    await Promise.all(attack);
  });

  test("in a browser that has signed in to it before, the owner notices nothing, also beside the one who guesses", async () => {
    const { email } = await newPerson();
    for (let at = 0; at < 11; at++) await signIn(email, "wrong", "198.51.100.1");
    await setTries("sign-in-everywhere", email, 10_000);
    const [right, seconds] = await timed(signIn(email, PASSWORD, "198.51.100.1", cookieFor(email)));
    expect(right.status).toBe(200);
    expect(seconds).toBeLessThan(5);
  });

  test("such a browser has ten tries, and then is a stranger's; the cookie of another account helps nobody", async () => {
    const { email } = await newPerson();
    const cookie = cookieFor(email);
    for (let at = 0; at < 10; at++)
      expect((await signIn(email, "wrong", "198.51.100.2", cookie)).status).toBe(401);
    for (let at = 0; at < 10; at++) await signIn(email, "wrong", "198.51.100.2", cookie);
    expect((await signIn(email, PASSWORD, "198.51.100.2", cookie)).status).toBe(429);
    const foreign = cookieFor("mei@example.com");
    expect((await signIn(email, PASSWORD, "198.51.100.2", foreign)).status).toBe(429);
  });
});

/** The address of a school in whose network three hundred invented accounts have been tried. */
async function newSchool(): Promise<string> {
  const school = `203.0.113.${++networks}`;
  await signIn(`invented-${networks}@example.com`, "wrong", school);
  await setTries("sign-in-address", school, 300);
  return school;
}

describe.concurrent("M2 one person in a school's network tries three hundred invented addresses", () => {
  test("who has no failures is judged all the same, right or wrong, a little later", async () => {
    const [school, { email }] = [await newSchool(), await newPerson()];
    expect((await signIn(email, "wrong", school)).status).toBe(401);
    const [right, seconds] = await timed(signIn(email, PASSWORD, school));
    expect(right.status).toBe(200);
    expect(seconds).toBeLessThan(10);
  });

  test("an account with failures of its own there is refused, with the time to wait, elsewhere not", async () => {
    const [school, { email }] = [await newSchool(), await newPerson()];
    const answers = [];
    for (let at = 0; at < 4; at++) answers.push(await signIn(email, "wrong", school));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429]);
    expect(Number(answers[3]?.headers.get("retry-after"))).toBeGreaterThan(400);
    expect((await signIn(email, PASSWORD, "198.51.100.4")).status).toBe(200);
  });

  test("a network of IPv6 is slowed by all 48 bits, and that is audited once", async () => {
    await signIn("invented@example.com", "wrong", "2001:db8:9:1::1");
    await setTries("sign-in-address-wide", "2001:db8:9::/48", 1200);
    for (let at = 2; at < 5; at++) await signIn(`more-${at}@example.com`, "wrong", `2001:db8:9:${at}::1`);
    const { email } = await newPerson();
    for (let at = 0; at < 3; at++) await signIn(email, "wrong", "2001:db8:9:f::1");
    expect((await signIn(email, PASSWORD, "2001:db8:9:f::1")).status).toBe(429);
    const refusals = await db().auditEvent.findMany({ where: { action: "sign_in_refused" } });
    const slowed = refusals.filter(({ details }) => JSON.stringify(details).includes("too_many_tries"));
    expect(
      slowed.map(({ address }) => address).filter((address) => address?.startsWith("2001:db8:9:")),
    ).toEqual(["2001:db8:9:2::1"]);
  });
});

describe("M2 a crowd in a school's network at once", () => {
  test("while fifty more are tried at once, a student signs in, and the passwords looked at are ten a second at most", async () => {
    const [school, { email }] = [await newSchool(), await newPerson()];
    const begun = performance.now();
    const attack = Array.from({ length: 50 }, (_, at) => signIn(`crowd-${at}@example.com`, "wrong", school));
    const [right, seconds] = await timed(signIn(email, PASSWORD, school));
    expect(right.status).toBe(200);
    expect(seconds).toBeLessThan(20);
    expect(count(await Promise.all(attack), 401)).toBe(50);
    expect(51 / ((performance.now() - begun) / 1000)).toBeLessThan(11);
  });

  test("two hundred at once are all answered, and whoever comes after them: later, but not refused", async () => {
    const [school, { email }] = [await newSchool(), await newPerson()];
    const attack = Array.from({ length: 200 }, (_, at) => signIn(`flood-${at}@example.com`, "wrong", school));
    const [right, seconds] = await timed(signIn(email, PASSWORD, school));
    expect(right.status).toBe(200);
    expect(seconds).toBeLessThan(50);
    expect(count(await Promise.all(attack), 401)).toBe(200);
  });
});
