import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { type Scene, setScene } from "./test-scene.ts";

let scene: Scene;
afterEach(() => scene.close());

function statusFor(path: string, headers: Record<string, string>): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const asking = request(`${scene.simulator.origin}${path}`, { headers }, (response) => {
    response.resume();
    resolve(response.statusCode);
  });
  asking.on("error", reject).end();
  return promise;
}

test("only this machine's names are served, so that no web page can reach in by a name of its own", async () => {
  scene = await setScene();
  expect(await statusFor("/", { host: "localhost:3001" })).toBe(200);
  expect(await statusFor("/control", { host: "[::1]:3001" })).toBe(200);
  expect(await statusFor("/control", { host: "evil.example" })).toBe(421);
});

const CALLERS: [string, Record<string, string>, number][] = [
  ["a program that is no browser", {}, 200],
  ["our own page", { origin: "http://localhost:3001", "sec-fetch-site": "same-origin" }, 200],
  ["our own page, in an older browser", { origin: "http://localhost:3001" }, 200],
  ["an address that was typed", { "sec-fetch-site": "none" }, 200],
  ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, 403],
  ["another site, in an older browser", { origin: "https://evil.example" }, 403],
  ["a page without an origin", { origin: "null" }, 403],
  ["another program's page on this machine", { origin: "http://localhost:3000" }, 403],
  ["a picture in such a page", { "sec-fetch-site": "same-site" }, 403],
];

test("the control API takes calls of its own page and of programs, and of no other page in any browser", async () => {
  scene = await setScene();
  const statusOf = (headers: Record<string, string>) =>
    statusFor("/control/phones", { host: "localhost:3001", ...headers });
  for (const [caller, headers, status] of CALLERS) expect(await statusOf(headers), caller).toBe(status);
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
