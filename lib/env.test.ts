import { expect, test } from "vitest";
import { parseEnvironment } from "./env.ts";
import { PRODUCTION, problemsOf } from "./testing/settings.ts";

test("complete settings are taken, with defaults for the rest", () => {
  expect(parseEnvironment(PRODUCTION)).toMatchObject({
    ok: true,
    env: {
      PORT: 3000,
      HOST: "127.0.0.1",
      PLATFORM_NAME: "YeeBitz",
      TIME_ZONE: "UTC",
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
    ...PRODUCTION,
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
  ["TIME_ZONE", "Berlin", "is not the name of a time zone"],
  ["TIME_ZONE", "+01:00", "is not the name of a time zone"],
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

test("in production a sign-in provider without TLS is refused", () => {
  expect(problemsOf({ ...provider, OIDC_ISSUER: "http://login.example.edu" })).toEqual([
    expect.stringContaining("OIDC_ISSUER must begin with https:// in production. Example: "),
  ]);
});

test("several faulty settings are told at once, a line each", () => {
  const problems = problemsOf({ PORT: "x", DATABASE_URL: undefined, WHATSAPP_WEBHOOK_SECRET: "short" });
  expect(problems.map((line) => line.split(" ")[0])).toEqual([
    "PORT",
    "DATABASE_URL",
    "WHATSAPP_WEBHOOK_SECRET",
  ]);
});

test.each([
  ["https://user:word@connect.example.edu/api/whatsapp/webhook", "must not hold a user name or a password"],
  ["https://connect.example.edu:0/api/whatsapp/webhook", "must not name port 0"],
  ["ftp://connect.example.edu/api/whatsapp/webhook", "is not an http(s) address"],
])("a webhook address that Meta can't call is refused: %s", (address, wrong) => {
  const problems = problemsOf({ WHATSAPP_WEBHOOK_URL: address });
  expect(problems).toEqual([expect.stringContaining(`WHATSAPP_WEBHOOK_URL ${wrong}`)]);
});
