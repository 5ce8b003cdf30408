import { expect } from "vitest";
import { signIn } from "#lib/auth/accounts";
import { hashPassword } from "#lib/auth/passwords/passwords";
import { DEMO_PASSWORD, demoAccounts } from "#lib/settings/demo-accounts";
import { test } from "#lib/testing/fixtures";
import { seedPhones } from "../../simulator/phones.ts";
import { saveAccount } from "../add-account.ts";
import { withConnection } from "../database/database.ts";
import { completeSettings, type Settings } from "../settings/settings.ts";
import { settleAccounts } from "./demo-accounts.ts";

const secrets = {
  NEXTAUTH_SECRET: "s".repeat(40),
  WHATSAPP_WEBHOOK_SECRET: "w".repeat(32),
  SIMULATOR_TOKEN: "EAAsimulator1",
  HEALTH_TOKEN: "a-token-that-was-made-for-health",
};
const real = { WHATSAPP_ACCESS_TOKEN: "EAAGrealtoken", WHATSAPP_PHONE_NUMBER_ID: "106540352242922" };
const local = { ...real, WHATSAPP_API_URL: "http://127.0.0.1:9000" };
const settingsOf = (given: Record<string, string>): Settings =>
  completeSettings(given, "production", secrets);

let databaseUrl = "";
const ask = async (statement: string) =>
  withConnection(databaseUrl, async (client) => (await client.query(statement)).rows);

const addBy = async (email: string, role: string) =>
  ask(
    `insert into users (email, name, role, password_hash) values ('${email}', 'Somebody', '${role}', '${await hashPassword(DEMO_PASSWORD)}')`,
  );

test.beforeAll(async ({ databaseUrl: url }) => {
  databaseUrl = url;
});

test("the simulator's phones belong to the demo's students", () => {
  const students = demoAccounts.filter(({ role }) => role === "student").map(({ name }) => name);
  expect([...seedPhones().byId.values()].map(({ name }) => name)).toEqual(students);
});

test("with real credentials there are no demo accounts, in production or not, unless tests ask for them", async () => {
  for (const given of [real, local, { ...real, SEED_DEMO_ACCOUNTS: "1" }]) {
    expect(await settleAccounts(settingsOf(given), databaseUrl)).toBe("none yet");
    expect(await ask("select email from users")).toEqual([]);
  }
  expect(await settleAccounts(settingsOf({ ...local, SEED_DEMO_ACCOUNTS: "1" }), databaseUrl)).toContain(
    "4, including the demo accounts",
  );
  expect(await ask("select email from users")).toHaveLength(demoAccounts.length);
});

test("production does not start while one of the demo's accounts has its published password", async () => {
  await expect(settleAccounts(settingsOf(real), databaseUrl)).rejects.toThrow(
    /instructor@yeebitz.test, student2.*run account:add/,
  );
  await ask("update users set disabled_at = now() where email <> 'admin@yeebitz.test'");
  const start = settleAccounts(settingsOf(real), databaseUrl);
  await expect(start).rejects.toThrow("published password: admin@yeebitz.test. Give");
  expect(await settleAccounts(settingsOf(local), databaseUrl)).toContain("can't sign in: admin@yeebitz.test");
});

test("nor while any of the staff has it, however the account is called", async () => {
  await ask("delete from users");
  await addBy("boss@school.test", "admin");
  await expect(settleAccounts(settingsOf(real), databaseUrl)).rejects.toThrow("boss@school.test");
  const boss = { email: "boss@school.test", name: "Boss", role: "admin" };
  await saveAccount(databaseUrl, { ...boss, password: "one of our own choosing" });
  expect(await settleAccounts(settingsOf(real), databaseUrl)).toBe("1, none with the demo's password");
});

test("the published password opens no account outside the demo, not even one that has it", async () => {
  const email = "student@school.test";
  await addBy(email, "student");
  await expect(signIn({ email, password: DEMO_PASSWORD }, "here")).rejects.toMatchObject({
    code: "wrong_credentials",
  });
});
