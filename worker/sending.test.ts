import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "#lib/db";
import { useOwnDatabase } from "#lib/testing/database";
import { type GraphDouble, type Phone, useGraphDouble } from "#lib/testing/graph";
import type { RunningProcess } from "#lib/testing/processes";
import { workOnInbox } from "#lib/testing/worker";
import { startWorker } from "#lib/testing/worker-process";

const PER_SECOND = 20;
const PATIENCE = { timeout: 40_000, interval: 50 };

let double: GraphDouble;
let workers: RunningProcess[] = [];

beforeAll(async () => {
  double = await useGraphDouble();
  await useOwnDatabase();
});

beforeEach(() => double.calm());

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
});

async function start(count = 1): Promise<void> {
  const settings = { WHATSAPP_MESSAGES_PER_SECOND: String(PER_SECOND) };
  workers = await Promise.all(Array.from({ length: count }, () => startWorker(settings)));
}

/** So many people who have written and wait for their reply, while no worker is at work. */
async function queueReplies(count: number): Promise<Phone[]> {
  const phones = await Promise.all(Array.from({ length: count }, () => double.addPhone()));
  for (const phone of phones) await phone.write("hi");
  await workOnInbox();
  return phones;
}

async function accepted(phones: Phone[]) {
  const numbers = new Set(phones.map(({ phone }) => phone));
  return (await double.accepted()).filter(({ to }) => numbers.has(to));
}

const allOnce = (phones: Phone[]) =>
  vi.waitFor(async () => {
    const messages = await accepted(phones);
    expect(new Set(messages.map(({ to }) => to)).size).toBe(phones.length);
    expect(messages).toHaveLength(phones.length);
  }, PATIENCE);

test("two workers together keep the limit of messages a second, and use it", {
  timeout: 60_000,
}, async () => {
  const phones = await queueReplies(80);
  await start(2);
  await allOnce(phones);
  const times = (await accepted(phones))
    .map((message) => Date.parse(message.acceptedAt))
    .sort((a, b) => a - b);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  const jitterSeconds = 0.5; // of the way from the worker to Meta, on a busy machine
  expect((phones.length - 1) / (seconds + jitterSeconds)).toBeLessThanOrEqual(PER_SECOND);
  expect(phones.length / seconds).toBeGreaterThan(PER_SECOND * 0.6);
});

describe("the worker", () => {
  test.for([
    ["Meta is down", { outage: true }, 5],
    ["our access token is dead", { tokenExpired: true }, 10],
  ] as const)(
    "hardly asks while %s, and has sent everything soon after",
    { timeout: 90_000 },
    async ([, faults, trialSeconds]) => {
      const phones = await queueReplies(60);
      await double.suffer(faults);
      await start();
      const openBreaker = () => db().sendingNumber.findFirst({ where: { shutReason: { not: null } } });
      await vi.waitFor(async () => expect(await openBreaker()).not.toBeNull(), PATIENCE);
      await pause(2000);
      const calls = await double.countCalls();
      await pause(trialSeconds * 1200);
      expect((await double.countCalls()) - calls).toBeLessThanOrEqual(2);
      await double.calm();
      const recoveredAt = Date.now();
      await allOnce(phones);
      expect(Date.now() - recoveredAt).toBeLessThan(20_000);
      expect(await db().outboundMessage.count({ where: { status: "failed" } })).toBe(0);
      expect(await openBreaker()).toBeNull();
    },
  );

  test("that is asked to end while Meta is slow finishes the message that is on its way and leaves the rest", {
    timeout: 60_000,
  }, async () => {
    const [phone] = await queueReplies(1);
    await phone?.write("status");
    await phone?.write("hello");
    await workOnInbox();
    await double.suffer({ responseLatencyMs: 6000 });
    await start();
    await vi.waitFor(async () => expect(await accepted([phone as Phone])).toHaveLength(1), PATIENCE);
    const asked = Date.now();
    expect(await Promise.all(workers.map((worker) => worker.stop()))).toEqual([0]);
    expect(Date.now() - asked).toBeLessThan(20_000);
    const where = { toPhone: String(phone?.phone) };
    const rows = await db().outboundMessage.findMany({ where, orderBy: { sequence: "asc" } });
    expect(rows).toMatchObject([
      { status: "accepted", attempts: 1 },
      { status: "queued", attempts: 0 },
      { status: "queued", attempts: 0 },
    ]);
    expect(await db().lane.count({ where: { holder: { not: null } } })).toBe(0);
    await double.calm();
    await start();
    await vi.waitFor(async () => expect(await phone?.read()).toHaveLength(3), PATIENCE);
    expect((await phone?.read())?.map((text) => [...text][0])).toEqual(["🎓", "❌", "🎓"]);
  });
});
