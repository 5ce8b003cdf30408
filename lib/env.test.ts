import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parseEnvironment } from "./env.ts";

const production = {
  NODE_ENV: "production",
  DATABASE_URL: "postgresql://connect:hunter2@db.example.edu/connect?sslmode=verify-full",
  NEXTAUTH_URL: "https://connect.example.edu",
  NEXTAUTH_SECRET: "a-production-secret-of-more-than-32-characters",
  WHATSAPP_ACCESS_TOKEN: "EAAGproductiontoken",
  WHATSAPP_PHONE_NUMBER_ID: "106540352242922",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "102290129340398",
  WHATSAPP_WEBHOOK_URL: "https://connect.example.edu/api/whatsapp/webhook",
  WHATSAPP_WEBHOOK_SECRET: "6f1d0b9c2ae84735d8e2c1904b7a6f53",
  WHATSAPP_VERIFY_TOKEN: "a-verify-token-of-our-own",
};

function problemsOf(changes: Record<string, string | undefined>): string[] {
  const parsed = parseEnvironment({ ...production, ...changes });
  return parsed.ok ? [] : parsed.problems;
}

/** The settings of .env.example, each with the comment that stands above it. */
test("complete settings are taken, with defaults for the rest", () => {
  expect(parseEnvironment(production)).toMatchObject({
    ok: true,
    env: {
      PORT: 3000,
      HOST: "127.0.0.1",
      PLATFORM_NAME: "YeeBitz",
      WHATSAPP_API_VERSION: "v26.0",
      CONNECT_DEMO: false,
    },
  });
});

test.each([
  "DATABASE_URL",
  "NEXTAUTH_URL",
  "NEXTAUTH_SECRET",
  "WHATSAPP_ACCESS_TOKEN",
  "WHATSAPP_PHONE_NUMBER_ID",
  "WHATSAPP_BUSINESS_ACCOUNT_ID",
  "WHATSAPP_WEBHOOK_URL",
  "WHATSAPP_WEBHOOK_SECRET",
])("%s cannot be left out, and an empty value is none", (name) => {
  const line = new RegExp(`^${name} is missing\\. Example: \\S`);
  expect(problemsOf({ [name]: undefined })).toEqual([expect.stringMatching(line)]);
  expect(problemsOf({ [name]: "  " })).toEqual([expect.stringMatching(line)]);
});

const provider = {
  OIDC_ISSUER: "https://login.example.edu",
  OIDC_CLIENT_ID: "yeebitz-connect",
  OIDC_CLIENT_SECRET: "hunter2",
};

test("a sign-in provider is taken with its roles, and named where no name is given", () => {
  expect(problemsOf({})).toEqual([]);
  const parsed = parseEnvironment({
    ...production,
    ...provider,
    OIDC_ROLES: "Teachers=instructor, IT = admin",
  });
  expect(parsed).toMatchObject({
    ok: true,
    env: {
      OIDC_NAME: "your school account",
      OIDC_ROLES: new Map([
        ["Teachers", "instructor"],
        ["IT", "admin"],
      ]),
    },
  });
});

test.each([
  [{ ...provider, OIDC_CLIENT_SECRET: "" }, ["OIDC_CLIENT_SECRET"]],
  [{ OIDC_CLIENT_ID: "x" }, ["OIDC_ISSUER", "OIDC_CLIENT_SECRET"]],
  [{ OIDC_NAME: "School" }, ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]],
])("a sign-in provider that is set up by halves is refused: %j", (given, missing) => {
  expect(problemsOf(given)).toEqual(
    missing.map((name) =>
      expect.stringContaining(`${name} is missing, while other OIDC_ settings are given. Example: `),
    ),
  );
});

test.each(["Teachers", "Teachers=teacher", "=admin", "Teachers=instructor,", "a=b=admin"])(
  "OIDC_ROLES=%s is refused",
  (OIDC_ROLES) => {
    const line = "OIDC_ROLES is not a list of group=role. Example: Teachers=instructor,IT=admin";
    expect(problemsOf({ ...provider, OIDC_ROLES })).toEqual([line]);
  },
);

test.each([
  ["PORT", "http", "is not a port number"],
  ["PORT", "3000.5", "is not a port number"],
  ["PORT", "0", "must be between 1 and 65535"],
  ["PORT", "99999", "must be between 1 and 65535"],
  ["TRUSTED_PROXIES", "nginx", "is not a number of proxies"],
  ["TRUSTED_PROXIES", "9", "must be between 0 and 5"],
  ["PLATFORM_NAME", "Y".repeat(61), "must be at most 60 characters long"],
  ["DATABASE_URL", "mysql://root:hunter2@localhost/x", "is not a postgresql:// address"],
  ["NEXTAUTH_URL", "example.edu", "is not an http(s) address"],
  ["NEXTAUTH_SECRET", "hunter2", "must be at least 32 characters long"],
  ["NEXTAUTH_SECRET", "hunter2 ".repeat(8), "must not contain spaces"],
  ["WHATSAPP_PHONE_NUMBER_ID", "+1 555 123 4567", "must be digits only"],
  ["WHATSAPP_BUSINESS_ACCOUNT_ID", "WABA-77", "must be digits only"],
  ["WHATSAPP_WEBHOOK_URL", "ftp://connect.example.edu/hunter2", "is not an http(s) address"],
  ["WHATSAPP_WEBHOOK_SECRET", "hunter2", "must be at least 16 characters long"],
  ["WHATSAPP_VERIFY_TOKEN", "hunter2", "must be at least 16 characters long"],
  ["WHATSAPP_API_VERSION", "26", "must look like a Graph API version"],
  ["LOG_LEVEL", "loud", "must be one of debug, info, warn, error, silent"],
  ["NODE_ENV", "staging", "must be one of development, production, test"],
  ["CONNECT_DEMO", "perhaps", "must be true or false"],
])("%s=%s is refused in one line that does not repeat it", (name, value, wrong) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toEqual([expect.stringContaining(`${name} ${wrong}. Example: `)]);
  expect(problems.join().split("Example:")[0]).not.toContain(value);
});

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
])("production takes no %s that anybody could have: %s", (name, value, wrong) => {
  const problems = problemsOf({ [name]: value });
  expect(problems).toEqual([expect.stringContaining(`${name} ${wrong}`)]);
  expect(problems.join().split("Example:")[0]).not.toContain(value);
  const local = { NODE_ENV: "development", NEXTAUTH_URL: "http://localhost:3000" };
  expect(problemsOf({ ...local, [name]: value })).toEqual([]);
});

test("in production a sign-in provider without TLS is refused", () => {
  expect(problemsOf({ ...provider, OIDC_ISSUER: "http://login.example.edu" })).toEqual([
    expect.stringContaining("OIDC_ISSUER must begin with https:// in production. Example: "),
  ]);
});

const onThisMachine = {
  WHATSAPP_API_URL: "http://127.0.0.1:3001",
  WHATSAPP_WEBHOOK_URL: "http://localhost:3000/api/whatsapp/webhook",
  NEXTAUTH_URL: "http://localhost:3000",
  DATABASE_URL: "postgresql://postgres:x@127.0.0.1/connect",
  WHATSAPP_VERIFY_TOKEN: undefined,
};

test("real credentials with every address on this machine keep the rules of a developer's machine", () => {
  expect(problemsOf({ ...onThisMachine, SEED_DEMO_ACCOUNTS: "1" })).toEqual([]);
  expect(parseEnvironment({ ...production, ...onThisMachine })).toMatchObject({
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

describe("what comes from a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "connect-env-"));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  test("a token and an app secret may come from files only", () => {
    const changes = {
      WHATSAPP_ACCESS_TOKEN: undefined,
      WHATSAPP_ACCESS_TOKEN_FILE: write("token", "EAAGtokenfromafile\n"),
      WHATSAPP_WEBHOOK_SECRET: "",
      WHATSAPP_WEBHOOK_SECRET_FILE: write("secrets", "# two\nshort\n8d3f1c0be29a47561f7e0b3d9c2a6485\n"),
    };
    expect(problemsOf(changes)).toEqual([]);
    expect(parseEnvironment({ ...production, ...changes })).toMatchObject({ mode: "production" });
  });

  test.each(["WHATSAPP_ACCESS_TOKEN", "WHATSAPP_WEBHOOK_SECRET"])(
    "a %s that is neither here nor in its file is refused",
    (name) => {
      for (const file of [
        join(folder, "missing"),
        write("empty", "  \n"),
        write("words", "not a token\n"),
        write("comment", "#EAAGtokenfromafile\n"),
        folder,
      ]) {
        const wrong = `${name}_FILE holds nothing that can be used, and ${name} is not given. Example: `;
        expect(problemsOf({ [name]: undefined, [`${name}_FILE`]: file })).toEqual([
          expect.stringContaining(wrong),
        ]);
        expect(problemsOf({ [`${name}_FILE`]: file })).toEqual([]);
      }
    },
  );
});

test.each([
  ["WHATSAPP_WEBHOOK_SECRET", "0123456789abcdef0123456789abcdef", "is the example of the guides"],
  ["WHATSAPP_WEBHOOK_SECRET", "aaaaaaaaaaaaaaaa", "is too easily guessed"],
  ["WHATSAPP_ACCESS_TOKEN", "changeme-changeme", "is a placeholder"],
  ["WHATSAPP_ACCESS_TOKEN", '"EAAGproductiontoken"', "is in quotation marks"],
  ["WHATSAPP_ACCESS_TOKEN", "WHATSAPP_ACCESS_TOKEN=EAAGproductiontoken", "begins with a name"],
] as const)("production judges each line of %s's file like the setting: %s", (name, weak, wrong) => {
  const folder = mkdtempSync(join(tmpdir(), "connect-env-"));
  const file = join(folder, "secrets");
  for (const [content, line] of [
    [`${weak}\n`, 1],
    [`# the secret\r\n${production[name]}\r\n  ${weak}`, 3],
  ] as const) {
    writeFileSync(file, content);
    for (const given of [undefined, production[name]]) {
      const problems = problemsOf({ [name]: given, [`${name}_FILE`]: file });
      expect(problems).toEqual([expect.stringContaining(`${name}_FILE has in line ${line} what ${wrong}`)]);
      expect(problems.join()).not.toContain(weak);
      const local = { NODE_ENV: "development", NEXTAUTH_URL: "http://localhost:3000" };
      expect(problemsOf({ ...local, [name]: given, [`${name}_FILE`]: file })).toEqual([]);
    }
  }
  rmSync(folder, { recursive: true });
});

test("several faulty settings are told at once, a line each", () => {
  const problems = problemsOf({ PORT: "x", DATABASE_URL: undefined, WHATSAPP_WEBHOOK_SECRET: "short" });
  expect(problems.map((line) => line.split(" ")[0])).toEqual([
    "PORT",
    "DATABASE_URL",
    "WHATSAPP_WEBHOOK_SECRET",
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
