import { expect, test } from "vitest";
import { completeSettings, explainProblems, listProblems, readVariables, whyNotDemo } from "./settings.ts";

const secrets = {
  NEXTAUTH_SECRET: "a-secret-that-was-made-at-the-first-run",
  WHATSAPP_WEBHOOK_SECRET: "an-app-secret-that-was-made",
  SIMULATOR_TOKEN: "EAAsimulator",
  HEALTH_TOKEN: "a-token-that-was-made-for-health",
};
const real = {
  WHATSAPP_ACCESS_TOKEN: "EAAGrealtoken",
  WHATSAPP_PHONE_NUMBER_ID: "106540352242922",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "102290129340398",
  WHATSAPP_WEBHOOK_URL: "https://connect.example.edu/api/whatsapp/webhook",
  WHATSAPP_WEBHOOK_SECRET: "6f1d0b9c2ae84735d8e2c1904b7a6f53",
  WHATSAPP_VERIFY_TOKEN: "a-verify-token-of-our-own",
  NEXTAUTH_SECRET: "a-secret-that-somebody-chose-with-care",
};
const problemsOf = (given: Record<string, string>, mode = "production") =>
  listProblems(completeSettings(given, mode, secrets)).map((line) => line.split(" ")[0]);

test("Nothing at all has to be set for a demo", () => {
  const settings = completeSettings({}, "production", secrets);
  expect(listProblems(settings)).toEqual([]);
  expect(settings).toMatchObject({
    isDemo: true,
    isProduction: false,
    isEmbedded: true,
    port: 3000,
    simulatorPort: 3001,
  });
  expect(settings.variables).toMatchObject({
    WHATSAPP_API_URL: "http://127.0.0.1:3001",
    WHATSAPP_CHAT_URL: "http://localhost:3001/wa.me",
    WHATSAPP_ACCESS_TOKEN: secrets.SIMULATOR_TOKEN,
  });
});

test("Another port moves every address of this machine along", () => {
  const { variables } = completeSettings({ PORT: "4000" }, "production", secrets);
  expect(variables.NEXTAUTH_URL).toBe("http://localhost:4000");
  expect(variables.WHATSAPP_WEBHOOK_URL).toBe("http://localhost:4000/api/whatsapp/webhook");
  expect(variables.WHATSAPP_API_URL).toBe("http://127.0.0.1:4001");
});

test("People sign in where the public webhook address leads", () => {
  const settings = completeSettings(real, "production", secrets);
  expect(listProblems(settings)).toEqual([]);
  expect(settings).toMatchObject({ isDemo: false, isProduction: true });
  expect(settings.variables.NEXTAUTH_URL).toBe("https://connect.example.edu");
});

test.each(Object.keys(real))("With everything else real, a start without %s is refused", (name) => {
  const { [name as keyof typeof real]: _, ...rest } = real;
  expect(problemsOf(rest)).toContain(name);
});

const halves: [string, Record<string, string>][] = [
  ["only a token file", { WHATSAPP_ACCESS_TOKEN_FILE: "/run/secrets/token" }],
  ["only a misspelt token", { WHATSAPP_TOKEN: "EAAG" }],
  ["only a blank token", { WHATSAPP_ACCESS_TOKEN: " " }],
  ["only a number id", { WHATSAPP_PHONE_NUMBER_ID: "106540352242922" }],
  ["only a public webhook", { WHATSAPP_WEBHOOK_URL: "https://connect.example.edu/hook" }],
  ["only a database elsewhere", { DATABASE_URL: "postgresql://db.example.edu/connect?sslmode=require" }],
  ["only a public page address", { NEXTAUTH_URL: "https://connect.example.edu" }],
  ["only a page address that is none", { NEXTAUTH_URL: "connect.example.edu" }],
];

test.each(halves)(
  "%s starts neither production nor the demo, and no secret is made for it",
  (_words, given) => {
    const settings = completeSettings(given, "production", secrets);
    expect(settings).toMatchObject({ isDemo: false, isProduction: true });
    expect(whyNotDemo(settings)).toContain(Object.keys(given)[0]);
    const missing = [
      "WHATSAPP_ACCESS_TOKEN",
      "WHATSAPP_WEBHOOK_SECRET",
      "NEXTAUTH_SECRET",
      "WHATSAPP_VERIFY_TOKEN",
    ];
    const problems = problemsOf(given);
    for (const name of missing)
      expect(problems).toContainEqual(expect.stringMatching(new RegExp(`^${name}(_FILE)?$`)));
  },
);

test("A demo that was asked for has the demo's credentials, whatever address leads to it", () => {
  const given = { CONNECT_DEMO: "1", WHATSAPP_WEBHOOK_URL: "https://demo.example.edu/api/whatsapp/webhook" };
  const settings = completeSettings(given, "production", secrets);
  expect(listProblems(settings)).toEqual([]);
  expect(settings).toMatchObject({ mode: "demo", isDemo: true });
  expect(settings.variables.NEXTAUTH_URL).toBe("https://demo.example.edu");
  expect(problemsOf({ ...real, CONNECT_DEMO: "1" })).toContain("CONNECT_DEMO");
});

test("Real credentials with all addresses on this machine get no demo, but a developer's defaults", () => {
  const { WHATSAPP_WEBHOOK_URL: _, NEXTAUTH_SECRET: __, ...rest } = real;
  const settings = completeSettings(
    { ...rest, WHATSAPP_API_URL: "http://127.0.0.1:9000" },
    "production",
    secrets,
  );
  expect(listProblems(settings)).toEqual([]);
  expect(settings).toMatchObject({ mode: "development", isDemo: false, isProduction: false });
  expect(settings.variables).toMatchObject({
    WHATSAPP_ACCESS_TOKEN: real.WHATSAPP_ACCESS_TOKEN,
    WHATSAPP_WEBHOOK_URL: "http://localhost:3000/api/whatsapp/webhook",
  });
  expect(settings.variables.CONNECT_DEMO).toBeUndefined();
});

test.each([
  ["PORT", "99999"],
  ["PORT", "web"],
  ["SIMULATOR_PORT", "x"],
  ["DATABASE_URL", "mysql://localhost/x"],
  ["WHATSAPP_API_VERSION", "18"],
  ["LOG_LEVEL", "loud"],
])("%s=%s is refused with a line of its own, also in a demo", (name, value) => {
  expect(problemsOf({ [name]: value })).toEqual([name]);
});

test("A real Graph API without a token is no demo", () => {
  expect(problemsOf({ WHATSAPP_API_URL: "https://graph.facebook.com" })).toContain("WHATSAPP_ACCESS_TOKEN");
});

test("An empty value is none, and the real environment wins over the file", () => {
  expect(readVariables({ ENV_FILE: "none", PORT: "", HOST: "0.0.0.0" })).toEqual({
    ENV_FILE: "none",
    HOST: "0.0.0.0",
  });
});

test("A credential that is only spaces was meant to be one, and is kept", () => {
  expect(readVariables({ ENV_FILE: "none", WHATSAPP_ACCESS_TOKEN: " ", HOST: " " })).toEqual({
    ENV_FILE: "none",
    WHATSAPP_ACCESS_TOKEN: " ",
  });
});

test("A value that is wrong isn't called missing, whoever reads the settings first", () => {
  const weak = { ...real, WHATSAPP_WEBHOOK_SECRET: "0000aaaa1111bbbb0000aaaa1111bbbb" };
  const local = { ...weak, WHATSAPP_API_URL: "http://127.0.0.1:9000", WHATSAPP_WEBHOOK_URL: "" };
  for (const [given, mode] of [
    [weak, "production"],
    [weak, "development"],
    [local, "production"],
  ] as const) {
    const [head, because, ...problems] = explainProblems(
      completeSettings(readVariables(given), mode, secrets),
    );
    expect(head).toBe("Some settings are missing or wrong (see .env.example):");
    expect(because).toContain("not the demo's settings");
    expect(problems).toEqual([expect.stringMatching(/^WHATSAPP_WEBHOOK_SECRET is too easily guessed/)]);
  }
  expect(explainProblems(completeSettings(real, "production", secrets))).toEqual([]);
});
