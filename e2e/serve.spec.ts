import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test } from "@playwright/test";
import { startThrowawayPostgres, type ThrowawayPostgres } from "../bin/database/throwaway-postgres.ts";
import { findFreePort } from "../bin/ports.ts";
import { deliveryOf, postOnce, sign, textMessage } from "./meta.ts";
import { webEnvironment } from "./web.ts";

interface Served {
  process: ChildProcess;
  baseUrl: string;
  webhook: string;
  said: Promise<string>;
  ended: Promise<number | null>;
  isReady: Promise<boolean>;
}

let postgres: ThrowawayPostgres;
test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  postgres = await startThrowawayPostgres();
});
test.afterAll(() => postgres.stop());

/** Runs `npm run serve` with these words, on a database of its own. */
async function serve(words: string[], settings: Record<string, string> = {}): Promise<Served> {
  const port = await findFreePort();
  const given = {
    DATABASE_URL: Object.assign(new URL(postgres.databaseUrl), { pathname: "/served" }).href,
    WHATSAPP_API_URL: process.env.E2E_SIMULATOR_URL ?? "",
    ENV_FILE: "none",
    ...settings,
  };
  const child = spawn(process.execPath, ["bin/serve.ts", ...words], {
    env: webEnvironment(port, given),
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    process: child,
    baseUrl,
    webhook: `${baseUrl}/api/whatsapp/webhook`,
    said: child.stderr ? text(child.stderr) : Promise.resolve(""),
    ended,
    isReady: Promise.race([once(child, "message").then(() => true), ended.then(() => false)]),
  };
}

/** The processes that it has started. */
function childrenOf({ process: { pid } }: Served): string[] {
  return spawnSync("pgrep", ["-P", String(pid)], { encoding: "utf8" }).stdout.match(/\d+/g) ?? [];
}

/** What it says of itself to a proxy. */
async function readiness({ baseUrl }: Served) {
  const response = await fetch(`${baseUrl}/health/ready`);
  return [response.status, (await response.json()).status, response.headers.get("connection")];
}

test("a new database is refused until it was migrated", async () => {
  const early = await serve([], { DATABASE_URL: postgres.databaseUrl });
  expect(await early.ended).toBe(1);
  expect(await early.said).toMatch(
    /^The database lacks \d+ migrations, from \d{14}_\w+ on\. Run npm run migrate/,
  );

  const served = await serve(["--migrate"]);
  expect(await served.isReady).toBe(true);
  expect(await readiness(served)).toContain("ready");
  served.process.kill("SIGTERM");
  expect(await served.ended).toBe(0);
});

test("asked to stop while it waits for the database, it ends at once, and well", async () => {
  const database = createServer((socket) => socket.on("error", () => undefined)).listen(0, "127.0.0.1");
  await once(database, "listening");
  const { port } = database.address() as AddressInfo;
  for (const words of [[], ["--migrate"]]) {
    const connected = once(database, "connection");
    const served = await serve(words, { DATABASE_URL: `postgresql://connect@127.0.0.1:${port}/connect` });
    await connected;
    served.process.kill("SIGTERM");
    expect(await served.ended).toBe(0);
  }
  database.close();
});

test("asked to stop while what it runs is still loading, it ends at once, and well", async () => {
  const served = await serve([]);
  await expect.poll(() => childrenOf(served)).toHaveLength(2);
  served.process.kill("SIGTERM");
  expect(await served.ended).toBe(0);
});

test("asked to stop, it tells the proxy first, takes what still comes, finishes what is under way, and ends well", async () => {
  const served = await serve(["web"]);
  expect(await served.isReady).toBe(true);
  expect(await readiness(served)).toContain(200);

  const body = deliveryOf({ messages: [textMessage("hi")] });
  const slow = request(served.webhook, {
    method: "POST",
    headers: { "x-hub-signature-256": sign(body), "content-length": body.length },
  });
  slow.write(body.subarray(0, 10));
  await once(slow, "socket");
  await expect.poll(() => slow.socket?.bytesWritten ?? 0).toBeGreaterThan(10);

  served.process.kill("SIGTERM");
  await expect.poll(() => readiness(served), { intervals: [20] }).toEqual([503, "stopping", "close"]);
  expect(await postOnce(deliveryOf({ messages: [textMessage("hi")] }), served.webhook)).toBe(200);
  const isRefused = () =>
    fetch(served.baseUrl).then(
      () => false,
      () => true,
    );
  await expect.poll(isRefused).toBe(true);
  slow.end(body.subarray(10));
  const [response] = await once(slow, "response");
  expect(response.statusCode).toBe(200);
  expect(await served.ended).toBe(0);
});

test("where nobody asks whether it's ready, it ends without waiting", async () => {
  const served = await serve(["web"]);
  expect(await served.isReady).toBe(true);
  const begun = performance.now();
  served.process.kill("SIGTERM");
  expect(await served.ended).toBe(0);
  expect(performance.now() - begun).toBeLessThan(2500);
});

test("when the worker dies, the web server ends as well, with a failure, so that a supervisor starts both", async () => {
  const web = await serve(["web", "--migrate"]);
  expect(await web.isReady).toBe(true);
  expect(await postOnce(deliveryOf({ messages: [textMessage("hi")] }), web.webhook)).toBe(200);
  web.process.kill("SIGTERM");
  await web.ended;

  const served = await serve([], { CRASH_AT: "after_claim" });
  expect(await served.ended).toBe(1);
  await expect(fetch(served.baseUrl)).rejects.toThrow();
});

test("when serving is killed, what it runs ends by itself", async () => {
  const served = await serve([]);
  expect(await served.isReady).toBe(true);
  served.process.kill("SIGKILL");
  const isGone = () =>
    fetch(served.baseUrl).then(
      () => false,
      () => true,
    );
  await expect.poll(isGone).toBe(true);
});
