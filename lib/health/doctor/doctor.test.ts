import { beforeEach, describe, expect } from "vitest";
import { db } from "../../db.ts";
import { test } from "../../testing/fixtures.ts";
import { changeSettings, TEST_SETTINGS } from "../../testing/settings.ts";
import { tokenCheck } from "./checks/token.ts";
import { CHECKS, examine, repair } from "./doctor.ts";

/** What the doctor finds of one check. */
async function findingOf(id: string) {
  const checks = CHECKS.filter((check) => check.id === id);
  const [found] = await examine(checks);
  if (!found) throw new Error(`There is no check ${id}.`);
  return found;
}

const HOUR = 3600;

beforeEach<{ double: { calm(): Promise<void>; setUp(change: object | null): Promise<void> } }>(
  async ({ double }) => {
    await double.calm();
    await double.setUp(null);
    changeSettings(TEST_SETTINGS_WITHOUT_META);
  },
);

// What the double changed stays.
const { WHATSAPP_API_URL: _, ...TEST_SETTINGS_WITHOUT_META } = TEST_SETTINGS;

describe("with one fault at Meta", () => {
  test.for([
    ["token", "red", { faults: { tokenExpired: true } }, "doesn’t accept"],
    ["token", "red", { setUp: { scopes: ["whatsapp_business_management"] } }, "whatsapp_business_messaging"],
    ["token", "yellow", { setUp: { tokenEndsInSeconds: 5 * HOUR + 700 } }, "ends in 5 h 11 min"],
    ["token", "yellow", { setUp: { tokenType: "USER" } }, "a person’s"],
    ["token", "unknown", { faults: { outage: true } }, "passing fault"],
    ["app_secret", "red", { setUp: { appSecret: "another-secret" } }, "isn’t the secret"],
    ["app_secret", "unknown", { faults: { tokenExpired: true } }, "Can’t be told"],
    ["proof", "green", { setUp: { requireProof: true } }, "only takes calls with a proof"],
    ["proof", "yellow", {}, "also takes calls with our token alone"],
    ["proof", "unknown", { faults: { outage: true } }, "couldn’t ask"],
    ["number", "red", { setUp: { isNumberElsewhere: true } }, "isn’t in account"],
    ["number", "red", { faults: { lostPermission: "200" } }, "code 200"],
    ["number", "unknown", { faults: { outage: true } }, "passing fault"],
    ["subscribed_app", "red", { setUp: { subscribedApps: ["meta_test"] } }, "test app"],
    ["subscribed_app", "unknown", { faults: { outage: true } }, "passing fault"],
    ["fields", "red", { setUp: { fields: ["account_update"] } }, "messages"],
    ["fields", "yellow", { setUp: { fields: ["messages"] } }, "user_preferences"],
    ["fields", "unknown", { setUp: { takesAppToken: false } }, "Native/Desktop"],
    [
      "callback",
      "red",
      { setUp: { callbacks: { phone_number: "https://old.test/wh" } } },
      "https://old.test",
    ],
    [
      "callback",
      "red",
      { setUp: { callbacks: { whatsapp_business_account: "https://old.test/wh" } } },
      "The account’s",
    ],
    ["callback", "unknown", { faults: { outage: true } }, "doesn’t tell"],
    ["number_state", "red", { setUp: { number: { status: "BANNED" } } }, "BANNED"],
    ["number_state", "red", { setUp: { number: { name_status: "DECLINED" } } }, "DECLINED"],
    ["number_state", "yellow", { setUp: { number: { name_status: "PENDING_REVIEW" } } }, "few people"],
    ["number_state", "yellow", { setUp: { number: { quality_rating: "RED" } } }, "RED"],
    ["number_state", "yellow", { setUp: { number: { account_mode: "SANDBOX" } } }, "test numbers"],
    ["number_state", "yellow", { setUp: { number: { is_on_biz_app: true } } }, "20 messages a second"],
    ["number_state", "unknown", { faults: { outage: true } }, "passing fault"],
    ["health_status", "red", { setUp: { blocked: ["WABA"] } }, "Our WhatsApp account can’t send"],
    ["health_status", "yellow", { setUp: { limited: ["PHONE_NUMBER"] } }, "few people"],
    ["health_status", "unknown", { faults: { outage: true } }, "passing fault"],
  ] as [string, string, { faults?: object; setUp?: object }, string][])(
    "%s is %s after %j",
    async ([id, light, { faults, setUp }, words], { double }) => {
      if (faults) await double.suffer(faults as Record<string, unknown>);
      if (setUp) await double.setUp(setUp);
      expect(await findingOf(id)).toMatchObject({ light, says: expect.stringContaining(words) });
    },
  );
});

test("with nothing wrong at Meta all that Meta can tell is green", async ({ double }) => {
  await double.setUp({ requireProof: true });
  const asked = [
    "token",
    "app_secret",
    "proof",
    "number",
    "subscribed_app",
    "fields",
    "number_state",
    "health_status",
  ];
  for (const id of asked) expect(await findingOf(id)).toMatchObject({ id, light: "green", mend: null });
});

test("the callback is green where Meta’s most specific one is ours", async ({ double }) => {
  await double.setUp({
    callbacks: { application: "https://old.test/wh", phone_number: TEST_SETTINGS.WHATSAPP_WEBHOOK_URL },
  });
  expect(await findingOf("callback")).toMatchObject({
    light: "green",
    says: "The number’s own callback is ours.",
  });
});

test("what can be mended is mended, and is green afterwards", async ({ double }) => {
  await double.setUp({ subscribedApps: ["meta_test"] });
  const found = await examine(CHECKS.filter(({ id }) => id === "subscribed_app"));
  expect(await repair(found)).toEqual([
    expect.objectContaining({
      id: "subscribed_app",
      done: true,
      says: "Our app is subscribed to the account.",
    }),
  ]);
  expect(await findingOf("subscribed_app")).toMatchObject({ light: "green" });
});

test("a repair that Meta refuses says so", async ({ double }) => {
  await double.setUp({ fields: [] });
  const found = await examine(CHECKS.filter(({ id }) => id === "fields"));
  expect(await repair(found)).toEqual([
    expect.objectContaining({ id: "fields", done: false, says: expect.stringContaining("2200") }),
  ]);
});

test("the database is told apart: away, unsafe, behind, fine", async () => {
  expect(await findingOf("database")).toMatchObject({ light: "red", says: expect.stringContaining("fsync") });
  await db()
    .$executeRaw`update _prisma_migrations set finished_at = null where started_at = (select max(started_at) from _prisma_migrations)`;
  expect((await findingOf("database")).light).toBe("red");
});

test("the worker is told apart: never there, gone, behind, fine", async () => {
  await db().$executeRaw`delete from worker_heartbeats`;
  expect(await findingOf("worker")).toMatchObject({ light: "red", says: "No worker has ever run." });
  await db()
    .$executeRaw`insert into worker_heartbeats (worker_id, beat_at) values ('w', now() - interval '1 minute')`;
  expect(await findingOf("worker")).toMatchObject({
    light: "red",
    says: expect.stringMatching(/^No worker for 6[01] seconds\.$/),
  });
  await db().$executeRaw`update worker_heartbeats set beat_at = now()`;
  expect(await findingOf("worker")).toMatchObject({ light: "green" });
  await db().$executeRaw`insert into webhook_events (kind, dedupe_key, payload, received_at, due_at)
    values ('status', 'old', '{}', now() - interval '10 minutes', now() + interval '1 hour')`;
  expect(await findingOf("worker")).toMatchObject({
    light: "yellow",
    says: expect.stringMatching(/60[01] seconds/),
  });
  await db().$executeRaw`update webhook_events set state = 'dead'`;
  expect(await findingOf("worker")).toMatchObject({
    light: "yellow",
    says: "1 event couldn’t be processed.",
  });
  await db().$executeRaw`delete from webhook_events`;
});

test.for([
  ["v26.0", "green"],
  ["v25.0", "green"],
  ["v21.0", "yellow"],
  ["v18.0", "red"],
  ["v12.0", "red"],
  ["v27.0", "unknown"],
] as const)("version %s of the Graph API is %s", async ([version, light]) => {
  changeSettings({ WHATSAPP_API_VERSION: version });
  expect((await findingOf("api_version")).light).toBe(light);
});

test("that the app is live cannot be told", async () => {
  expect(await findingOf("live")).toMatchObject({
    light: "unknown",
    says: expect.stringContaining("no way to tell"),
  });
});

test("a check that fails cannot tell, and keeps no other from it", async () => {
  const failing = { ...tokenCheck, id: "failing", look: () => Promise.reject(new Error("oops")) };
  const reports = await examine([failing, tokenCheck]);
  expect(reports.map(({ id, light }) => [id, light])).toEqual([
    ["failing", "unknown"],
    ["token", "green"],
  ]);
});
