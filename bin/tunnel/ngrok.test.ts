import { afterAll, beforeAll, expect, test } from "vitest";
import { setTunnelScene } from "#lib/testing/tunnel";

/** Stands in the place of the package: takes one token, and gives one address. */
const DOUBLE = `data:text/javascript,${encodeURIComponent(`
  export default {
    forward: async ({ addr, authtoken }) => {
      if (authtoken !== "a-good-token")
        throw Object.assign(new Error("failed to authenticate, your authtoken: " + authtoken), { errorCode: "ERR_NGROK_105" });
      if (addr !== "http://127.0.0.1:" + process.env.PORT) throw new Error("Nothing is there.");
      return { url: () => "https://ours.ngrok.app", join: () => new Promise(() => setInterval(() => undefined, 60_000)), close: async () => undefined };
    },
  };
`)}`;

const WITH_DOUBLE = `--import=data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  const double = ${JSON.stringify(DOUBLE)};
  registerHooks({
    resolve: (name, context, next) => name === "@ngrok/ngrok" ? { url: double, shortCircuit: true } : next(name, context),
  });
`)}`;

let scene: Awaited<ReturnType<typeof setTunnelScene>>;
beforeAll(async () => {
  scene = await setTunnelScene();
  await scene.setUp({ callbacks: { phone_number: scene.former } });
});
afterAll(async () => {
  await scene.endTunnels();
  await scene.close();
});

test("With a token for it the tunnel is ngrok's", async () => {
  const tunnel = await scene.startTunnel({ NODE_OPTIONS: WITH_DOUBLE, NGROK_AUTHTOKEN: "a-good-token" });
  expect(await scene.callback()).toBe("https://ours.ngrok.app/api/whatsapp/webhook");
  expect(await tunnel.stop()).toBe(0);
  expect(await scene.callback()).toBe(scene.former);
});

test("A token that ngrok doesn't accept is said, but not shown", async () => {
  const tunnel = await scene.startTunnel({ NODE_OPTIONS: WITH_DOUBLE, NGROK_AUTHTOKEN: "a-stale-token" });
  expect(await tunnel.ended).toBe(1);
  expect(tunnel.output()).toContain("ngrok doesn't accept NGROK_AUTHTOKEN (ERR_NGROK_105)");
  expect(tunnel.output()).not.toContain("a-stale-token");
  expect(await scene.callback()).toBe(scene.former);
});
