import { beforeEach, expect, vi } from "vitest";
import { test } from "../../testing/fixtures.ts";
import { changeSettings, TEST_SETTINGS } from "../../testing/settings.ts";
import { tokenCheck } from "./checks/token.ts";
import { CHECKS, examine, repair, repairOne } from "./doctor.ts";

/** What the doctor finds of one check. */
async function findingOf(id: string) {
  const checks = CHECKS.filter((check) => check.id === id);
  const [found] = await examine(checks);
  if (!found) throw new Error(`There is no check ${id}.`);
  return found;
}

beforeEach<{ double: { calm(): Promise<void>; setUp(change: object | null): Promise<void> } }>(
  async ({ double }) => {
    await double.calm();
    await double.setUp(null);
    changeSettings(TEST_SETTINGS_WITHOUT_META);
  },
);

// What the double changed stays.
const { WHATSAPP_API_URL: _, ...TEST_SETTINGS_WITHOUT_META } = TEST_SETTINGS;

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

test("subscribing our app takes away no callback of the account’s own that somebody may be at", async ({
  double,
}) => {
  const account = { whatsapp_business_account: `${double.url}/control/set-up` };
  await double.setUp({ subscribedApps: ["meta_test"], callbacks: account });
  const [found] = await examine(CHECKS.filter(({ id }) => id === "subscribed_app"));
  expect(found).toMatchObject({ light: "red", canRepair: false, mend: expect.stringContaining(double.url) });
  await expect(repairOne("subscribed_app")).rejects.toMatchObject({ code: "not_repairable" });
});

test("what is well is not mended", async () => {
  await expect(repairOne("subscribed_app")).rejects.toMatchObject({ code: "not_repairable", status: 409 });
  await expect(repairOne("token")).rejects.toMatchObject({ code: "no_repair", status: 404 });
});

test("a repair that Meta refuses says so", async ({ double }) => {
  await double.setUp({ fields: [] });
  const found = await examine(CHECKS.filter(({ id }) => id === "fields"));
  expect(await repair(found)).toEqual([
    expect.objectContaining({ id: "fields", done: false, says: expect.stringContaining("2200") }),
  ]);
});

test("a check that fails cannot tell, and keeps no other from it", async () => {
  const failing = { ...tokenCheck, id: "failing", look: () => Promise.reject(new Error("oops")) };
  const reports = await examine([failing, tokenCheck]);
  expect(reports.map(({ id, light }) => [id, light])).toEqual([
    ["failing", "unknown"],
    ["token", "green"],
  ]);
});

test("a check that takes too long cannot tell", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const slow = { ...tokenCheck, look: () => new Promise<never>(() => {}) };
  const examined = examine([slow]);
  await vi.advanceTimersByTimeAsync(25_000);
  vi.useRealTimers();
  expect(await examined).toMatchObject([{ light: "unknown", says: "It took too long to find out." }]);
});
