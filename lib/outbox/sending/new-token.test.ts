import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { db } from "../../db.ts";
import { test } from "../../testing/fixtures.ts";
import { changeSettings, TEST_SETTINGS } from "../../testing/settings.ts";
import { passTime, workOnInbox, workOnOutbox } from "../../testing/worker.ts";
import { findOpenBreaker } from "./circuit-breaker.ts";

let folder: string;
const goodToken = TEST_SETTINGS.WHATSAPP_ACCESS_TOKEN;

test.beforeAll(async ({ double }) => {
  await double.calm();
  folder = await mkdtemp(join(tmpdir(), "connect-token-"));
  changeSettings({
    WHATSAPP_ACCESS_TOKEN: "a-token-that-has-died",
    WHATSAPP_ACCESS_TOKEN_FILE: join(folder, "token"),
  });
});

afterAll(() => rm(folder, { recursive: true }));

test("a new token in the token file is taken without a restart, and what had waited goes out", async ({
  double,
}) => {
  const phone = await double.addPhone();
  await phone.write("hi");
  await workOnInbox();
  await workOnOutbox();
  expect(await findOpenBreaker()).toMatchObject({ reason: "token" });
  for (const nothingUseful of ["", "two words here", "short"]) {
    await writeFile(join(folder, "token"), nothingUseful);
    await passTime();
    await workOnOutbox();
    expect(await phone.read()).toEqual([]);
  }
  await writeFile(join(folder, "token"), `${goodToken}\n`);
  await passTime();
  await workOnOutbox();
  expect(await phone.read()).toHaveLength(1);
  expect(await findOpenBreaker()).toBeNull();
  expect(await db().outboundMessage.findFirst()).toMatchObject({ status: "accepted", attempts: 1 });
});
