import { expect, vi } from "vitest";
import { db } from "#lib/db";
import { test } from "#lib/testing/fixtures";

test("two workers answer many people, each person in order and once", async ({ double, startWorker }) => {
  await Promise.all([startWorker(), startWorker()]);
  const phones = await Promise.all(Array.from({ length: 8 }, () => double.addPhone()));
  const words = ["hi", "status", "?", "unlink", "hello"];
  await Promise.all(
    phones.map(async (phone) => {
      for (const word of words) await phone.write(word);
    }),
  );
  await vi.waitFor(
    async () => {
      for (const phone of phones) expect(await phone.read()).toHaveLength(words.length);
    },
    { timeout: 15_000, interval: 50 },
  );
  for (const phone of phones) {
    expect((await phone.read()).map((text) => [...text][0])).toEqual(["🎓", "❌", "🤔", "ℹ", "🎓"]);
  }
  expect(await db().workerHeartbeat.count()).toBe(2);
});

test("a worker whose database connections are all cut goes on by itself", async ({ double, startWorker }) => {
  const worker = await startWorker();
  await db().$executeRaw`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name in ('connect', 'connect-wake') and pid <> pg_backend_pid()`.catch(
    () => {},
  );
  const phone = await double.addPhone();
  await phone.write("hi");
  await vi.waitFor(async () => expect(await phone.read()).toHaveLength(1), { timeout: 15_000, interval: 50 });
  expect(worker.child.exitCode).toBeNull();
});

test("a worker that is asked to end finishes what it sends, says goodbye and ends with 0", async ({
  double,
  startWorker,
}) => {
  const worker = await startWorker();
  await double.suffer({ responseLatencyMs: 700 });
  const phone = await double.addPhone();
  await phone.write("hi");
  await vi.waitFor(async () => expect(await phone.read()).toHaveLength(1), { timeout: 15_000, interval: 20 });
  expect(await worker.stop()).toBe(0);
  const row = await db().outboundMessage.findFirst({ where: { toPhone: phone.phone } });
  expect(row).toMatchObject({ status: "accepted", attempts: 1 });
  expect(await db().lane.count({ where: { holder: { not: null } } })).toBe(0);
  expect(await db().workerHeartbeat.count()).toBe(0);
});

test("a worker whose parent has gone ends by itself", async ({ startWorker }) => {
  const worker = await startWorker();
  worker.child.disconnect();
  expect(await worker.ended).toBe(0);
});

test("a worker with a missing setting does not start, and names it", async ({ startWorker }) => {
  const worker = await startWorker({ WHATSAPP_ACCESS_TOKEN: "" });
  expect(await worker.ended).toBe(1);
  expect(worker.output()).toMatch(/^WHATSAPP_ACCESS_TOKEN is missing/m);
});

test("the log of a worker holds no name, number, token or text, however talkative it is", async ({
  double,
  startWorker,
}) => {
  await double.calm();
  const worker = await startWorker({ LOG_LEVEL: "debug" });
  const phone = await double.addPhone({ name: "Canary Name" });
  for (const text of ["hi", "link", "canary text", "status"]) await phone.write(text);
  await vi.waitFor(async () => expect(await phone.read()).toHaveLength(4), { timeout: 15_000, interval: 50 });
  const [, link = ""] = await phone.read();
  const [, token] = /token=(\w+)/.exec(link) ?? [];
  await double.suffer({ refuseWith: 131026 });
  await phone.write("canary text");
  await vi.waitFor(async () =>
    expect(await db().outboundMessage.count({ where: { status: "failed" } })).toBe(1),
  );
  await worker.stop();
  expect(worker.output()).toContain("a message was sent");
  const secrets = ["Canary Name", "canary text", String(phone.phone).slice(1), phone.bsuid, String(token)];
  for (const secret of [...secrets, "test-access-token", "test-app-secret", "postgres://", "postgresql://"]) {
    expect(worker.output()).not.toContain(secret);
  }
});
