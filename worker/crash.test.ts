import { expect, vi } from "vitest";
import { db } from "#lib/db";
import { test } from "#lib/testing/fixtures";
import type { Phone } from "#lib/testing/graph";

test.beforeAll(async ({ double }) => {
  await double.suffer({ noStatuses: false });
});

const PATIENCE = { timeout: 80_000, interval: 100 };

test("a worker that is killed while it replies, at whichever point, leaves each person exactly one reply", {
  timeout: 120_000,
}, async ({ double, startWorker }) => {
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
    const doomed = await startWorker({ CRASH_AT: place });
    expect(await doomed.ended).toBe("SIGKILL");
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

test("a worker that is killed between another system's answer and the reply leaves the person exactly one reply", {
  timeout: 120_000,
}, async ({ double, startWorker }) => {
  const phone = await double.addPhone();
  await phone.write("hi");
  const first = await startWorker();
  await vi.waitFor(async () => expect(await phone.read()).toHaveLength(1), PATIENCE);
  expect(await first.stop()).toBe(0);
  // No command of ours asks another system yet; to a question of none there is a reply as well.
  await db().$executeRaw`insert into deferred_replies (source_wamid, whatsapp_user_id, command, question)
    select 'wamid.crash', id, 'none', '{}' from whatsapp_users order by created_at desc limit 1`;
  const doomed = await startWorker({ CRASH_AT: "after_ask_before_reply" });
  expect(await doomed.ended).toBe("SIGKILL");
  expect(await db().deferredReply.count()).toBe(1);
  const next = await startWorker();
  await vi.waitFor(async () => expect(await phone.read()).toHaveLength(2), PATIENCE);
  expect(await next.stop()).toBe(0);
  expect(await db().deferredReply.count()).toBe(0);
  expect(await phone.read()).toHaveLength(2);
});
