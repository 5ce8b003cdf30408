import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, vi } from "vitest";
import { deliveryOf, textMessage } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import { changeSettings, TEST_SETTINGS } from "../testing/settings.ts";
import { signBody } from "../whatsapp/signature.ts";
import { receiveDelivery } from "./deliveries.ts";

const SETTING = TEST_SETTINGS.WHATSAPP_WEBHOOK_SECRET;
const NEW = "the-app-secret-after-the-change";
let folder: string;
let file: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "connect-secrets-"));
  file = join(folder, "app-secrets");
  changeSettings({ WHATSAPP_WEBHOOK_SECRET_FILE: file });
});

afterAll(() => rm(folder, { recursive: true }));

let now = Date.now();
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now });
  return () => vi.useRealTimers();
});

async function write(content: string): Promise<void> {
  await writeFile(file, content);
  now += 5000;
  vi.setSystemTime(now);
}

async function statusOf(secret: string): Promise<number> {
  const body = deliveryOf({ messages: [textMessage("15550000001", "hi")] });
  return receiveDelivery(body, signBody(body, secret)).then(
    () => 200,
    (error: { status: number }) => error.status,
  );
}

test("88: a secret that is written into the file counts without a restart, beside the setting's, until it is gone", async () => {
  expect([await statusOf(SETTING), await statusOf(NEW)]).toEqual([200, 403]);
  await write(`${NEW}\n`);
  expect([await statusOf(SETTING), await statusOf(NEW)]).toEqual([200, 200]);
  await write("");
  expect([await statusOf(SETTING), await statusOf(NEW)]).toEqual([200, 403]);
});

test("5: of several secrets in the file each counts, whatever stands around them", async () => {
  await write(`\r\n  ${NEW}  \r\ntoo short\nanother-app-secret-of-ours`);
  expect(await statusOf(NEW)).toBe(200);
  expect(await statusOf("another-app-secret-of-ours")).toBe(200);
  for (const wrong of ["too short", "", "yet-another-app-secret"]) expect(await statusOf(wrong)).toBe(403);
});
