import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type Scene, setScene } from "./test-scene.ts";

let scene: Scene;
afterEach(() => scene.close());

function statusFor(host: string, path: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const asking = request(`${scene.simulator.origin}${path}`, { headers: { host } }, (response) => {
    response.resume();
    resolve(response.statusCode);
  });
  asking.on("error", reject).end();
  return promise;
}

test("only this machine's names are served, so that no web page can reach in by a name of its own", async () => {
  scene = await setScene();
  expect(await statusFor("localhost:3001", "/")).toBe(200);
  expect(await statusFor("[::1]:3001", "/control")).toBe(200);
  expect(await statusFor("evil.example", "/control")).toBe(421);
});

test("a click-to-chat link opens the phones", async () => {
  scene = await setScene();
  const page = await fetch(`${scene.simulator.origin}/wa.me/15550100001?text=link`);
  expect(await page.text()).toContain("WhatsApp simulator");
});

test("the control API lists its calls and refuses a body over 4 MB", async () => {
  scene = await setScene();
  const { body } = await scene.call("GET", "/control");
  expect(Object.keys(body.calls)).toContain("GET /control/outbox?to=");
  const huge = { text: "x".repeat(5 * 1024 * 1024) };
  expect((await scene.call("POST", "/control/phones/john/send", huge)).status).toBe(413);
});

test("chats are still there after a restart", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "simulator-"));
  scene = await setScene({ dataDir });
  await scene.call("POST", "/control/phones/john/send", { text: "remember me" });
  await scene.close();
  scene = await setScene({ dataDir });
  const { body } = await scene.call("GET", "/control/phones/john/messages");
  expect(body.messages[0].bubble.text).toBe("remember me");
  await rm(dataDir, { recursive: true });
});
