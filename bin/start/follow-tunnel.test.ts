import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { readSettings } from "../settings/settings.ts";
import { forget, keep } from "../tunnel/kept.ts";
import { throughTunnel } from "../tunnel/tunnel-settings.ts";
import type { Supervised } from "./child.ts";
import { followTunnel } from "./follow-tunnel.ts";
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

test("A kept address that is none is refused, with what to do about it", async () => {
  await openTunnel();
  writeFileSync(join(DATA_DIR, "tunnel.json"), '{"address":"https://","callback":null}');
  await expect(throughTunnel(GIVEN)).rejects.toThrow(/can't be read\. .*delete the file/);
});

test("A tunnel that comes has the worker and then the web server start anew with its address, one that goes with their own", async () => {
  for (const [name, value] of Object.entries(GIVEN)) vi.stubEnv(name, value);
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const restarted: [string, Record<string, string> | undefined][] = [];
  const children = ["web", "worker"].map((name): Supervised => {
    const restart: Supervised["restart"] = async (variables) => void restarted.push([name, variables]);
    return { name, restart, ready: Promise.resolve(), stop: async () => undefined, kill: () => undefined };
  });
  const stopping = new AbortController();
  const settings = readSettings("development", { ...GIVEN, NODE_ENV: "development" });
  const following = followTunnel(
    { settings, children, isDev: true, databaseUrl: "postgresql://localhost/connect" },
    stopping.signal,
  );
  await openTunnel();
  await vi.waitFor(() => expect(restarted).toHaveLength(2), { timeout: 10_000 });
  // A file that can't be read changes nothing, and ends nothing.
  writeFileSync(join(DATA_DIR, "tunnel.json"), "garbage");
  await expect(throughTunnel(GIVEN)).rejects.toThrow("can't be read");
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
