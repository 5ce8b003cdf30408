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

const POINTS = [
  "tunnel_kept",
  "tunnel_subscribed",
  "tunnel_changed",
  "running",
  "tunnel_restoring",
  "tunnel_restored",
] as const;

/** Runs a tunnel that is killed at a point: on its way up, while it runs, or on its way down. */
async function runUntilKilled(point: (typeof POINTS)[number]): Promise<void> {
  const tunnel = await scene.startTunnel(point === "running" ? {} : { CRASH_AT: point });
  if (point === "running") tunnel.child.kill("SIGKILL");
  else tunnel.child.kill("SIGTERM");
  expect(await tunnel.ended).toBe("SIGKILL");
  expect(existsSync(keptFile())).toBe(true);
}

describe.each(POINTS)("a tunnel that was killed at %s", (point) => {
  test("leaves the number with the callback that it had, once that is restored", async () => {
    await scene.setUp({ callbacks: { phone_number: scene.former } });
    await runUntilKilled(point);
    const next = await scene.startTunnel({}, "--restore");
    expect([await next.ended, next.output()]).toEqual([
      0,
      expect.stringMatching(/^Restored|before the tunnel/),
    ]);
    expect(await scene.callback()).toBe(scene.former);
    expect(existsSync(keptFile())).toBe(false);
  });

  test("is made good by the next tunnel, which takes away what the first one set", async () => {
    await scene.setUp({ callbacks: { phone_number: null } });
    await runUntilKilled(point);
    const next = await scene.startTunnel();
    expect(await scene.callback()).toMatch(
      /^https:\/\/quick-\d+\.trycloudflare\.com\/api\/whatsapp\/webhook$/,
    );
    expect(await next.stop()).toBe(0);
    expect(await scene.callback()).toBe(null);
  });
});

test("cloudflared ends with a tunnel that was killed", async () => {
  const tunnel = await scene.startTunnel();
  const pid = scene.cloudflaredPid();
  tunnel.child.kill("SIGKILL");
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), { timeout: 10_000 });
});

test("what is kept is for nobody else's eyes, and there before Meta is asked to change anything", async () => {
  await scene.setUp({ callbacks: { phone_number: scene.former } });
  await runUntilKilled("tunnel_kept");
  expect(await scene.callback()).toBe(scene.former);
  expect(statSync(keptFile()).mode & 0o777).toBe(0o600);
});
