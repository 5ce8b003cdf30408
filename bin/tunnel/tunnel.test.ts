import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { setTunnelScene } from "#lib/testing/tunnel";
import { restoreLeftover } from "../start/restore-leftover.ts";

const OURS = /^https:\/\/quick-\d+\.trycloudflare\.com\/api\/whatsapp\/webhook$/;

let scene: Awaited<ReturnType<typeof setTunnelScene>>;
beforeAll(async () => {
  scene = await setTunnelScene();
});
beforeEach(async () => {
  scene.sayElsewhere({ status: "ok", mode: "development" });
  await scene.setUp({ callbacks: { phone_number: scene.former, application: scene.former } });
});
afterEach(() => scene.endTunnels());
afterAll(() => scene.close());

test("Ctrl-C gives the number its callback back; a second tunnel meanwhile says which one is running, and changes nothing", async () => {
  const first = await scene.startTunnel();
  const set = await scene.callback();
  expect(set).toMatch(OURS);
  expect(first.output()).toContain(`(before: ${scene.former}). Ctrl+C restores the former one`);
  const second = await scene.startTunnel();
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`A tunnel is running already (process ${first.child.pid})`);
  expect(await scene.callback()).toBe(set);
  first.child.kill("SIGINT");
  expect(await first.ended).toBe(0);
  expect(first.output()).toMatch(/The tunnel has ended\.\n$/);
  expect(await scene.callback()).toBe(scene.former);
});

test("A tunnel that may not take the messages ends with the reason", async () => {
  scene.sayElsewhere({ status: "ok", mode: "production" });
  const tunnel = await scene.startTunnel();
  expect(await tunnel.ended).toBe(1);
  expect(tunnel.output()).toContain(`A Connect in production answers at ${new URL(scene.former).origin}`);
  expect(await scene.callback()).toBe(scene.former);
});

test("A lost tunnel is replaced by another, whose address Meta learns, and which ends with its parent", async () => {
  const tunnel = await scene.startTunnel();
  const before = await scene.callback();
  process.kill(scene.cloudflaredPid(), "SIGKILL");
  await vi.waitFor(async () => expect(await scene.callback()).not.toBe(before), { timeout: 20_000 });
  expect(await scene.callback()).toMatch(OURS);
  tunnel.child.disconnect();
  expect(await tunnel.ended).toBe(0);
  expect(await scene.callback()).toBe(scene.former);
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

test("A secret that was changed meanwhile, at Meta and in the settings, counts at the end; a spoilt file of the tunnel loses no callback", async () => {
  const file = join(scene.dataDir, "connect.env");
  writeFileSync(file, `WHATSAPP_WEBHOOK_SECRET=${scene.settings.WHATSAPP_WEBHOOK_SECRET}\n`);
  const tunnel = await scene.startTunnel({ ENV_FILE: file, WHATSAPP_WEBHOOK_SECRET: undefined });
  expect(await scene.callback()).toMatch(OURS);
  writeFileSync(join(scene.dataDir, "tunnel.json"), "garbage");
  const appSecret = "another-app-secret-0123456789";
  await scene.setUp({ appSecret });
  writeFileSync(file, `WHATSAPP_WEBHOOK_SECRET=${appSecret}\n`);
  const code = await tunnel.stop();
  await scene.setUp({ appSecret: null });
  expect([code, tunnel.output()]).toEqual([0, expect.stringContaining("Restored:")]);
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
