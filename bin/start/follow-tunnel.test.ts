import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { readSettings } from "../settings/settings.ts";
import { forget, keep } from "../tunnel/kept.ts";
import { throughTunnel } from "../tunnel/tunnel-settings.ts";
import type { Supervised } from "./child.ts";
import { followTunnel } from "./follow-tunnel.ts";
import { restoreLeftover } from "./restore-leftover.ts";
import { claimTunnel } from "./start-lock.ts";

const DATA_DIR = mkdtempSync(join(tmpdir(), "connect-follow-"));
const ADDRESS = "https://quick-1.trycloudflare.com";
const GIVEN = {
  DATA_DIR,
  ENV_FILE: "none",
  WHATSAPP_ACCESS_TOKEN: "test-access-token",
  WHATSAPP_PHONE_NUMBER_ID: "100000000000001",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "200000000000002",
  WHATSAPP_WEBHOOK_SECRET: "test-app-secret-0123456789",
  WHATSAPP_WEBHOOK_URL: "http://localhost:3000/api/whatsapp/webhook",
};
const THROUGH = {
  WHATSAPP_WEBHOOK_URL: `${ADDRESS}/api/whatsapp/webhook`,
  NEXTAUTH_URL: ADDRESS,
  TRUSTED_PROXIES: "1",
};

let release: () => void = () => undefined;
async function openTunnel(): Promise<void> {
  const claim = await claimTunnel(DATA_DIR, { pid: process.pid, url: null });
  if ("release" in claim) release = claim.release;
  keep(DATA_DIR, { address: ADDRESS, callback: null });
}

afterEach(() => {
  release();
  forget(DATA_DIR);
});
afterAll(() => rmSync(DATA_DIR, { recursive: true }));

test("While a tunnel is open, its address is the public one, for links, for sign-in and for who counts as calling", async () => {
  await openTunnel();
  expect(await throughTunnel(GIVEN)).toEqual({ ...GIVEN, ...THROUGH });
  release();
  expect(await throughTunnel(GIVEN)).toEqual(GIVEN);
});

test("The demo stays the demo, whatever tunnel is open", async () => {
  await openTunnel();
  expect(await throughTunnel({ DATA_DIR })).toEqual({ DATA_DIR });
});

test.each([
  ["none", '{"address":"https://","callback":null}'],
  ["garbage", "garbage"],
])(
  "A kept address that is %s keeps nothing from starting, and is said in a line",
  async (_title, content) => {
    await openTunnel();
    writeFileSync(join(DATA_DIR, "tunnel.json"), content);
    expect(await throughTunnel(GIVEN)).toEqual(GIVEN);
    const printed = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await restoreLeftover(readSettings("development", { ...GIVEN, NODE_ENV: "development" }));
    expect(printed.mock.calls.join("")).toMatch(/^Tunnel: started without one\. .*can't be read\..*\n$/);
    vi.restoreAllMocks();
  },
);

/** Follows tunnels with children that note with what they are started anew. */
function follow(given: Record<string, string>, signal: AbortSignal) {
  const restarted: [string, Record<string, string> | undefined][] = [];
  const children = ["web", "worker"].map((name): Supervised => {
    const restart: Supervised["restart"] = async (variables) => void restarted.push([name, variables]);
    return { name, restart, ready: Promise.resolve(), stop: async () => undefined, kill: () => undefined };
  });
  const settings = readSettings("development", { ...given, NODE_ENV: "development" });
  const databaseUrl = "postgresql://localhost/connect";
  return { restarted, following: followTunnel({ settings, children, isDev: true, databaseUrl }, signal) };
}

test("A tunnel that ended while all this started is told, and its address is used no more", async () => {
  for (const [name, value] of Object.entries(GIVEN)) vi.stubEnv(name, value);
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const stopping = new AbortController();
  const { restarted, following } = follow({ ...GIVEN, ...THROUGH }, stopping.signal);
  await vi.waitFor(() => expect(restarted).toHaveLength(2), { timeout: 10_000 });
  stopping.abort();
  await following;
  expect(printed.mock.calls.join("")).toContain("The tunnel has ended.");
  expect(restarted).toContainEqual([
    "web",
    expect.objectContaining({ NEXTAUTH_URL: "http://localhost:3000" }),
  ]);
});

test("A tunnel that comes has the worker and then the web server start anew with its address, one that goes with their own", async () => {
  for (const [name, value] of Object.entries(GIVEN)) vi.stubEnv(name, value);
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const stopping = new AbortController();
  const { restarted, following } = follow(GIVEN, stopping.signal);
  await openTunnel();
  await vi.waitFor(() => expect(restarted).toHaveLength(2), { timeout: 10_000 });
  // A file that can't be read changes nothing, and ends nothing.
  writeFileSync(join(DATA_DIR, "tunnel.json"), "garbage");
  expect(restarted).toHaveLength(2);
  forget(DATA_DIR);
  await vi.waitFor(() => expect(restarted).toHaveLength(4), { timeout: 10_000 });
  stopping.abort();
  await following;
  expect(restarted).toEqual([
    ["worker", expect.objectContaining({ ...THROUGH, DATABASE_URL: "postgresql://localhost/connect" })],
    ["web", expect.objectContaining(THROUGH)],
    ["worker", expect.objectContaining({ NEXTAUTH_URL: "http://localhost:3000" })],
    ["web", expect.objectContaining({ WHATSAPP_WEBHOOK_URL: GIVEN.WHATSAPP_WEBHOOK_URL })],
  ]);
});
