import { expect, test } from "vitest";
import { parseEnvironment } from "../env.ts";
import { PRODUCTION, problemsOf } from "../testing/settings.ts";

test.each([
  ["WHATSAPP_VERIFY_TOKEN", undefined, "is the demo's, or missing; production needs one of its own"],
  [
    "WHATSAPP_VERIFY_TOKEN",
    "whatsapp-verify-token-2024",
    "is the demo's, or missing; production needs one of its own",
  ],
  ["NEXTAUTH_URL", "http://connect.example.edu", "must begin with https:// in production"],
  ["WHATSAPP_WEBHOOK_URL", "http://connect.example.edu/hook", "must begin with https:// in production"],
  [
    "WHATSAPP_API_URL",
    "http://graph.facebook.com",
    "must begin with https://, as it leads to another machine",
  ],
  ["CONNECT_DEMO", "true", "asks for the demo, while WHATSAPP_ACCESS_TOKEN, "],
  ["SEED_DEMO_ACCOUNTS", "1", "must not be set in production"],
  ["CRASH_AT", "after_claim", "must not be set in production"],
])("in production %s=%s is refused", (name, value, wrong) => {
  expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(`${name} ${wrong}`)]);
});

test.each([
  ["", false],
  ["?sslmode=disable", false],
  ["?sslmode=allow", false],
  ["?sslmode=prefer", false],
  ["?sslmode=no-verify", false],
  ["?sslmode=require&sslmode=disable", false],
  ["?sslmode=require", true],
  ["?sslmode=verify-ca", true],
  ["?sslmode=verify-full&connect_timeout=5", true],
])("in production a database elsewhere needs an encrypted line: %s is enough: %s", (query, isEnough) => {
  const line =
    "DATABASE_URL must say sslmode=verify-full (or verify-ca, require), as it leads to another machine. ";
  const expected = isEnough ? [] : [expect.stringContaining(line)];
  expect(problemsOf({ DATABASE_URL: `postgresql://connect:x@db.example.edu/connect${query}` })).toEqual(
    expected,
  );
  expect(
    problemsOf({ DATABASE_URL: `postgresql://localhost/connect?host=db.example.edu&${query.slice(1)}` }),
  ).toEqual(expected);
  expect(problemsOf({ DATABASE_URL: `postgresql://[::1]:5432/connect${query}` })).toEqual([]);
  expect(
    problemsOf({ DATABASE_URL: `postgresql:///connect?host=/var/run/postgresql&${query.slice(1)}` }),
  ).toEqual([]);
});

test.each([
  ["NEXTAUTH_SECRET", "kQx0V6b1bB3m0w8rJ2m3sYbqv0h6f9c1T7u5z4d2Xe8=", "is the example of the guides"],
  ["NEXTAUTH_SECRET", "z".repeat(40), "is too easily guessed"],
  ["WHATSAPP_WEBHOOK_SECRET", "0123456789abcdef0123456789abcdef", "is the example of the guides"],
  ["WHATSAPP_VERIFY_TOKEN", "5b2f0c7d9e1a4b6c8d0e2f4a6b8c0d1e", "is the example of the guides"],
  ["WHATSAPP_VERIFY_TOKEN", "abababababababab", "is too easily guessed"],
  ["WHATSAPP_ACCESS_TOKEN", "aaaaaaaaaaaa", "is too easily guessed"],
  ["NEXTAUTH_SECRET", '"c0ns7antly-d1fferent-words-and-signs-here"', "is in quotation marks"],
  ["WHATSAPP_ACCESS_TOKEN", "'EAAGproductiontoken'", "is in quotation marks"],
  ["WHATSAPP_ACCESS_TOKEN", "WHATSAPP_ACCESS_TOKEN=EAAGproductiontoken", "begins with a name"],
])(
  "neither production nor a developer with real credentials takes a %s that anybody could have: %s",
  (name, value, wrong) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toEqual([expect.stringContaining(`${name} ${wrong}`)]);
    expect(problems.join().split("Example:")[0]).not.toContain(value);
    const local = { NODE_ENV: "development", NEXTAUTH_URL: "http://localhost:3000" };
    expect(problemsOf({ ...local, [name]: value })).toEqual(problems);
  },
);

const onThisMachine = {
  WHATSAPP_API_URL: "http://127.0.0.1:3001",
  WHATSAPP_WEBHOOK_URL: "http://localhost:3000/api/whatsapp/webhook",
  NEXTAUTH_URL: "http://localhost:3000",
  DATABASE_URL: "postgresql://postgres:x@127.0.0.1/connect",
  WHATSAPP_VERIFY_TOKEN: undefined,
};

test("real credentials with every address on this machine keep the rules of a developer's machine", () => {
  expect(problemsOf({ ...onThisMachine, SEED_DEMO_ACCOUNTS: "1" })).toEqual([]);
  expect(parseEnvironment({ ...PRODUCTION, ...onThisMachine })).toMatchObject({
    mode: "development",
    env: { CONNECT_DEMO: false, SEED_DEMO_ACCOUNTS: false },
  });
});

test("a proxy on this machine in front of Graph makes no developer's machine of production", () => {
  const changes = { WHATSAPP_API_URL: "http://127.0.0.1:3001", SEED_DEMO_ACCOUNTS: "1" };
  expect(problemsOf(changes)).toEqual([expect.stringContaining("SEED_DEMO_ACCOUNTS must not be set")]);
});

test("a developer with real credentials needs https for what is not on this machine", () => {
  expect(
    problemsOf({
      NODE_ENV: "development",
      NEXTAUTH_URL: "http://localhost:3000",
      WHATSAPP_WEBHOOK_URL: "http://a.test",
    }),
  ).toEqual([
    expect.stringContaining("WHATSAPP_WEBHOOK_URL must begin with https://, as it leads to another"),
  ]);
});

test("a production start names every fault at once, also those that only production minds", () => {
  const parsed = parseEnvironment({
    NODE_ENV: "production",
    NEXTAUTH_URL: "http://school.test",
    CONNECT_DEMO: "1",
    WHATSAPP_ACESS_TOKEN: "EAAGproductiontoken",
  });
  const names = parsed.ok ? [] : parsed.problems.map((problem) => problem.split(" ")[0]);
  expect(names).toEqual(
    expect.arrayContaining([
      "DATABASE_URL",
      "NEXTAUTH_SECRET",
      "NEXTAUTH_URL",
      "CONNECT_DEMO",
      "WHATSAPP_ACESS_TOKEN",
    ]),
  );
});
