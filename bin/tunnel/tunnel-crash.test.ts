import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { setTunnelScene } from "#lib/testing/tunnel";

let scene: Awaited<ReturnType<typeof setTunnelScene>>;
beforeAll(async () => {
  scene = await setTunnelScene();
});
afterEach(() => scene.endTunnels());
afterAll(() => scene.close());

const keptFile = () => join(scene.dataDir, "tunnel.json");

/** Runs a tunnel that is killed at a point: on its way up, while it runs, or on its way down. */
async function runUntilKilled(point: string): Promise<void> {
  const tunnel = await scene.startTunnel(point === "running" ? {} : { CRASH_AT: point });
  const pid = scene.cloudflaredPid();
  tunnel.child.kill(point === "running" ? "SIGKILL" : "SIGTERM");
  expect(await tunnel.ended).toBe("SIGKILL");
  expect(statSync(keptFile()).mode & 0o777).toBe(0o600);
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), { timeout: 10_000 });
}

describe("A tunnel that was killed, with cloudflared ending with it,", () => {
  test.each(["tunnel_kept", "tunnel_changed", "tunnel_restoring"])(
    "at %s leaves the number with the callback that it had, once that is restored",
    async (point) => {
      await scene.setUp({ callbacks: { phone_number: scene.former, application: scene.former } });
      await runUntilKilled(point);
      if (point === "tunnel_kept") expect(await scene.callback()).toBe(scene.former);
      const next = await scene.startTunnel({}, "--restore");
      expect([await next.ended, next.output()]).toEqual([
        0,
        expect.stringMatching(/^Restored|before the tunnel/),
      ]);
      expect(await scene.callback()).toBe(scene.former);
      expect(existsSync(keptFile())).toBe(false);
    },
  );

  test.each(["tunnel_subscribed", "running", "tunnel_restored"])(
    "at %s is made good by the next tunnel, which takes away what the first one set",
    async (point) => {
      await scene.setUp({ callbacks: { phone_number: null, application: scene.former } });
      await runUntilKilled(point);
      const next = await scene.startTunnel();
      expect(await scene.callback()).toMatch(
        /^https:\/\/quick-\d+\.trycloudflare\.com\/api\/whatsapp\/webhook$/,
      );
      expect(await next.stop()).toBe(0);
      expect(await scene.callback()).toBe(null);
    },
  );
});
