import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { setTunnelScene } from "#lib/testing/tunnel";
import { restoreLeftover } from "../start/restore-leftover.ts";

const OURS = /^https:\/\/quick-\d+\.trycloudflare\.com\/api\/whatsapp\/webhook$/;
const GOOD = { subscribedApps: ["ours", "meta_test"], fields: ["messages"] };

let scene: Awaited<ReturnType<typeof setTunnelScene>>;
beforeAll(async () => {
  scene = await setTunnelScene();
});
beforeEach(async () => {
  scene.sayElsewhere({ status: "ok", mode: "development" });
  await scene.suffer({ tokenExpired: false, lostPermission: null });
  await scene.setUp({ ...GOOD, callbacks: { phone_number: scene.former, application: null } });
});
afterEach(() => scene.endTunnels());
afterAll(() => scene.close());

test("Ctrl-C gives the number its callback back, as does the end of the parent", async () => {
  const first = await scene.startTunnel();
  expect(await scene.callback()).toMatch(OURS);
  expect(first.output()).toContain(`(before: ${scene.former}). Ctrl+C restores the former one.`);
  first.child.kill("SIGINT");
  expect(await first.ended).toBe(0);
  expect(await scene.callback()).toBe(scene.former);
  const second = await scene.startTunnel();
  second.child.disconnect();
  expect(await second.ended).toBe(0);
  expect(await scene.callback()).toBe(scene.former);
});

test.each([
  ["says that it is", { status: "ok", mode: "production" }],
  ["lets nobody ask how it runs", null],
])("A production Connect that %s keeps the number's messages", async (_title, health) => {
  scene.sayElsewhere(health);
  const tunnel = await scene.startTunnel();
  expect(await tunnel.ended).toBe(1);
  expect(tunnel.output()).toContain(`A Connect in production answers at ${new URL(scene.former).origin}`);
  expect(await scene.callback()).toBe(scene.former);
});

test("A production Connect keeps them also where the app's callback leads to it", async () => {
  scene.sayElsewhere({ status: "ok", mode: "production" });
  await scene.setUp({ callbacks: { phone_number: null, application: scene.former } });
  const tunnel = await scene.startTunnel();
  expect([await tunnel.ended, await scene.callback()]).toEqual([1, null]);
});

test("What somebody else sets meanwhile stays", async () => {
  const tunnel = await scene.startTunnel();
  await scene.setUp({ callbacks: { phone_number: "https://other.example.edu/wh" } });
  expect(await tunnel.stop()).toBe(0);
  expect(await scene.callback()).toBe("https://other.example.edu/wh");
  expect(tunnel.output()).toContain("Somebody else has changed the number's callback meanwhile");
});

test("A former callback that no longer answers is taken away rather than replaced by a dead tunnel", async () => {
  await scene.setUp({ callbacks: { phone_number: "http://127.0.0.1:9/gone" } });
  const tunnel = await scene.startTunnel();
  expect(await tunnel.stop()).toBe(0);
  expect(await scene.callback()).toBe(null);
  expect(tunnel.output()).toContain("http://127.0.0.1:9/gone, which Meta can no longer verify");
});

test("A lost tunnel is replaced by another, and Meta learns its address", async () => {
  const tunnel = await scene.startTunnel();
  const before = await scene.callback();
  process.kill(scene.cloudflaredPid(), "SIGKILL");
  await vi.waitFor(async () => expect(await scene.callback()).not.toBe(before), { timeout: 20_000 });
  expect(await scene.callback()).toMatch(OURS);
  expect(await tunnel.stop()).toBe(0);
  expect(await scene.callback()).toBe(scene.former);
});

test("A second tunnel says which one is running, and changes nothing", async () => {
  const first = await scene.startTunnel();
  const set = await scene.callback();
  const second = await scene.startTunnel();
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`A tunnel is running already (process ${first.child.pid})`);
  expect(await scene.callback()).toBe(set);
});

test("Our app is subscribed first, where it isn't, and fully, where it never was", async () => {
  await scene.setUp({ subscribedApps: ["meta_test"], fields: [] });
  const tunnel = await scene.startTunnel();
  expect(tunnel.output()).toContain("Our app now gets the account's webhooks.");
  expect(tunnel.output()).toContain("(before: none), with all fields that we use");
  expect(await scene.callback()).toMatch(OURS);
});

describe("Refused in plain words, with nothing half done:", () => {
  test.each([
    ["messages that the app doesn't get", { fields: ["security"], callbacks: X }, "Our app doesn't get messages yet"],
    ["another app's secret", { appSecret: "another-secret" }, "The app secret isn't that of the token's app"],
  ])("%s", async (_title, change, words) => {
    await scene.setUp(change);
    const tunnel = await scene.startTunnel();
    await scene.setUp({ appSecret: null });
    expect([await tunnel.ended, await scene.callback()]).toEqual([1, scene.former]);
    expect(tunnel.output()).toContain(words);
  });

  test.each([
    ["a token that has ended", { tokenExpired: true }, "Meta doesn't accept our access token"],
    ["a permission that is missing", { lostPermission: "200" }, "Our token may not do that"],
  ])("%s", async (_title, faults, words) => {
    await scene.suffer(faults);
    const tunnel = await scene.startTunnel();
    expect([await tunnel.ended, await scene.callback()]).toEqual([1, scene.former]);
    expect(tunnel.output()).toContain(words);
    expect(tunnel.output()).not.toContain("test-access-token");
  });
});

test("Where Meta can't be asked at the end, the callback is kept, and the next start restores it in a line", async () => {
  const tunnel = await scene.startTunnel();
  await scene.suffer({ tokenExpired: true });
  expect(await tunnel.stop()).toBe(1);
  expect(tunnel.output()).toContain("restored at the next start or by npm run tunnel -- --restore");
  await scene.suffer({ tokenExpired: false });
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  await restoreLeftover(scene.startSettings());
  expect(printed.mock.calls.join("")).toMatch(
    /^Tunnel: .* Restored: the number's callback is http:\S+ again\.\n$/,
  );
  printed.mockRestore();
  expect(await scene.callback()).toBe(scene.former);
});

test("Without a tunnel program it says where to get one, and the demo needs none", async () => {
  const without = await scene.startTunnel({ PATH: "/nowhere" });
  expect([await without.ended, without.output()]).toEqual([
    1,
    expect.stringMatching(/NGROK_AUTHTOKEN.*cloudflared:/s),
  ]);
  const demo = await scene.startTunnel(
    Object.fromEntries(
      Object.keys(scene.settings)
        .filter((name) => name.startsWith("WHATSAPP_"))
        .map((name) => [name, ""]),
    ),
  );
  expect([await demo.ended, demo.output()]).toEqual([1, expect.stringContaining("The demo needs no tunnel")]);
});
