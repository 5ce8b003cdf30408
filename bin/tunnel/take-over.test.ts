import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeSettings } from "#lib/testing/settings";
import { setTunnelScene } from "#lib/testing/tunnel";
import { restore } from "./restore.ts";
import { takeOver } from "./take-over.ts";

const ADDRESS = "https://quick-1.trycloudflare.com";
const WEBHOOK = `${ADDRESS}/api/whatsapp/webhook`;
const GOOD = { subscribedApps: ["ours", "meta_test"], fields: ["messages"] };

let scene: Awaited<ReturnType<typeof setTunnelScene>>;
beforeAll(async () => {
  scene = await setTunnelScene();
  changeSettings(scene.settings);
});
beforeEach(async () => {
  scene.sayElsewhere({ status: "ok", mode: "development" });
  const callbacks = {
    phone_number: scene.former,
    whatsapp_business_account: null,
    application: scene.former,
  };
  await scene.setUp({ ...GOOD, callbacks });
});
afterEach(() => scene.endTunnels());
afterAll(() => scene.close());

const take = () => takeOver(scene.dataDir, ADDRESS, new AbortController().signal);

test("Our app is subscribed first, where it isn't, and fully, where it never was", async () => {
  await scene.setUp({ subscribedApps: ["meta_test"], fields: [], callbacks: { application: null } });
  const said = (await take()).join("\n");
  expect(said).toContain("Our app now gets the account's webhooks.");
  expect(said).toContain("(before: none), with all fields that we use");
  expect(await scene.callback()).toBe(WEBHOOK);
});

test.each(["phone_number", "whatsapp_business_account", "application"])(
  "A production Connect keeps the messages that it gets by the callback of the %s",
  async (level) => {
    const none = { phone_number: null, whatsapp_business_account: null, application: null };
    await scene.setUp({ callbacks: { ...none, [level]: scene.former } });
    const before = await scene.callback();
    scene.sayElsewhere({ status: "ok", mode: "production" });
    await expect(take()).rejects.toThrow("A Connect in production answers");
    expect(await scene.callback()).toBe(before);
  },
);

test("The account's own callback isn't lost by subscribing, and what was lost of one that nobody is at is told", async () => {
  const callbacks = { phone_number: scene.gone, whatsapp_business_account: scene.former };
  await scene.setUp({ subscribedApps: ["meta_test"], callbacks });
  await expect(take()).rejects.toThrow("takes away the account’s own callback");
  expect(await scene.callback("whatsapp_business_account")).toBe(scene.former);
  await scene.setUp({ callbacks: { whatsapp_business_account: scene.gone } });
  const said = (await take()).join("\n");
  expect(said).toContain(`The account's own callback, ${scene.gone}, was taken away by that`);
  expect(said).not.toContain("The account's own callback stays");
});

test("A tunnel that was lost takes no messages from a production that got them meanwhile", async () => {
  await scene.setUp({ callbacks: { phone_number: null, application: scene.gone } });
  await take();
  await scene.setUp({ callbacks: { phone_number: null, application: scene.former } });
  scene.sayElsewhere({ status: "ok", mode: "production" });
  await expect(take()).rejects.toThrow("A Connect in production answers");
  expect(await scene.callback()).toBe(null);
});

test("What somebody else sets meanwhile stays", async () => {
  await take();
  await scene.setUp({ callbacks: { phone_number: "https://other.example.edu/wh" } });
  expect(await restore(scene.dataDir)).toContain(
    "Somebody else has changed the number's callback in the meantime",
  );
  expect(await scene.callback()).toBe("https://other.example.edu/wh");
});

test("A former callback that no longer answers is taken away rather than replaced by a dead tunnel", async () => {
  await scene.setUp({ callbacks: { phone_number: scene.gone } });
  await take();
  expect(await restore(scene.dataDir)).toContain(`${scene.gone}, which Meta can no longer verify`);
  expect(await scene.callback()).toBe(null);
});

describe("Refused in plain words, with nothing half done:", () => {
  afterEach(async () => {
    await scene.setUp({ appSecret: null });
    await scene.suffer({ tokenExpired: false, lostPermission: null });
  });

  test.each([
    ["messages that the app doesn't get", { fields: ["security"] }, {}, "Our app doesn’t get messages yet"],
    ["another app's secret", { appSecret: "another-secret" }, {}, "belong to different apps"],
    ["a token that has ended", {}, { tokenExpired: true }, "Meta doesn’t accept our access token"],
    ["a permission that is missing", {}, { lostPermission: "200" }, "Our token isn’t allowed to do that"],
  ])("%s", async (_title, change, faults, words) => {
    await scene.setUp(change);
    await scene.suffer(faults);
    const refused = await take().catch((error: Error) => error.message);
    expect(refused).toContain(words);
    expect(refused).not.toContain("test-access-token");
    expect(await scene.callback()).toBe(scene.former);
  });
});
