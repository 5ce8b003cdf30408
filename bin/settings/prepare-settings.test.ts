import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startProcess } from "#lib/testing/processes";

const REAL = {
  ENV_FILE: "none",
  WHATSAPP_ACCESS_TOKEN: "EAAGrealtoken",
  WHATSAPP_PHONE_NUMBER_ID: "106540352242922",
  WHATSAPP_BUSINESS_ACCOUNT_ID: "102290129340398",
  WHATSAPP_WEBHOOK_SECRET: "6f1d0b9c2ae84735d8e2c1904b7a6f53",
  WHATSAPP_VERIFY_TOKEN: "a-verify-token-of-our-own",
  NEXTAUTH_SECRET: "a-secret-that-somebody-chose-with-care",
};

test.each([
  ["without a public address", {}],
  ["with an address that is none", { WHATSAPP_WEBHOOK_URL: "http://localhost:3000/api/whatsapp/webhook" }],
])("A start with real credentials, but %s, offers a tunnel in a line", async (_title, address) => {
  const DATA_DIR = mkdtempSync(join(tmpdir(), "connect-settings-"));
  onTestFinished(() => rmSync(DATA_DIR, { recursive: true }));
  const start = await startProcess("bin/start.ts", { ...REAL, ...address, DATA_DIR, NODE_ENV: "production" });
  expect(await start.ended).toBe(1);
  expect(start.output()).toMatch(/^No public address yet\? Run npm run tunnel in another terminal, .*$/m);
});
