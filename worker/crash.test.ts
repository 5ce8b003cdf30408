import { beforeAll, expect, test, vi } from "vitest";
import { db } from "#lib/db";
import { useOwnDatabase } from "#lib/testing/database";
import { type GraphDouble, type Phone, useGraphDouble } from "#lib/testing/graph";
import { startWorker } from "#lib/testing/worker-process";

let double: GraphDouble;

beforeAll(async () => {
  double = await useGraphDouble();
  await double.suffer({ noStatuses: false });
  await useOwnDatabase();
});

const PATIENCE = { timeout: 80_000, interval: 100 };

async function dieOf(crashPoint: string): Promise<void> {
  const worker = await startWorker({ CRASH_AT: crashPoint });
  expect(await worker.ended).toBe("SIGKILL");
}

test("a worker that is killed while it replies, at whichever point, leaves each person exactly one reply", {
  timeout: 120_000,
}, async () => {
  const phones: Phone[] = [];
  for (const place of [
    "after_claim",
    "after_effect_before_ack",
    "after_mark_sending",
    "after_http_before_store",
    "after_store_before_release",
  ]) {
    const phone = await double.addPhone();
    phones.push(phone);
    await phone.write("hi");
    await dieOf(place);
  }
  const next = await startWorker();
  await vi.waitFor(async () => {
    for (const phone of phones) expect(await phone.read()).toHaveLength(1);
    expect(await db().outboundMessage.count({ where: { status: "delivered", dueAt: null } })).toBe(5);
  }, PATIENCE);
  expect(await next.stop()).toBe(0);
  expect(await double.accepted()).toHaveLength(5);
  expect(await db().webhookEvent.count({ where: { kind: "message", state: "done" } })).toBe(5);
});
