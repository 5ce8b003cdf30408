import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, vi } from "vitest";
import { db } from "#lib/db";
import { test } from "#lib/testing/fixtures";
import type { GraphDouble, Phone } from "#lib/testing/graph";
import { passTime, workOnInbox } from "#lib/testing/worker";

const PER_SECOND = 20;
const PATIENCE = { timeout: 40_000, interval: 50 };

test.beforeEach(({ double }) => double.calm());

/** The rate of the number, as workers are told it. */
const RATE = { WHATSAPP_MESSAGES_PER_SECOND: String(PER_SECOND) };

/** So many people who have written and wait for their answer, while no worker is at work. */
async function queueReplies(double: GraphDouble, count: number): Promise<Phone[]> {
  const phones = await Promise.all(Array.from({ length: count }, () => double.addPhone()));
  for (const phone of phones) await phone.write("hi");
  await workOnInbox();
  return phones;
}

async function accepted(double: GraphDouble, phones: Phone[]) {
  const numbers = new Set(phones.map(({ phone }) => phone));
  return (await double.accepted()).filter(({ to }) => numbers.has(to));
}

const allOnce = (double: GraphDouble, phones: Phone[]) =>
  vi.waitFor(async () => {
    const messages = await accepted(double, phones);
    expect(new Set(messages.map(({ to }) => to)).size).toBe(phones.length);
    expect(messages).toHaveLength(phones.length);
  }, PATIENCE);

test("two workers together keep the limit of messages a second, and use it", {
  timeout: 60_000,
}, async ({ double, startWorker }) => {
  const phones = await queueReplies(double, 80);
  await Promise.all([startWorker(RATE), startWorker(RATE)]);
  await allOnce(double, phones);
  const times = (await accepted(double, phones))
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
    async ([, faults, trialSeconds], { double, startWorker }) => {
      const phones = await queueReplies(double, 60);
      await double.suffer(faults);
      await startWorker(RATE);
      const openBreaker = () => db().sendingNumber.findFirst({ where: { shutReason: { not: null } } });
      await vi.waitFor(async () => expect(await openBreaker()).not.toBeNull(), PATIENCE);
      await pause(1000);
      const calls = await double.countCalls();
      await pause(trialSeconds * 500);
      expect((await double.countCalls()) - calls).toBeLessThanOrEqual(1);
      await double.calm();
      await passTime();
      const recoveredAt = Date.now();
      await allOnce(double, phones);
      expect(Date.now() - recoveredAt).toBeLessThan(20_000);
      expect(await db().outboundMessage.count({ where: { status: "failed" } })).toBe(0);
      expect(await openBreaker()).toBeNull();
    },
  );

  test("that is asked to end while Meta is slow finishes the message that is on its way and leaves the rest", {
    timeout: 60_000,
  }, async ({ double, startWorker }) => {
    const [phone] = await queueReplies(double, 1);
    await phone?.write("status");
    await phone?.write("hello");
    await workOnInbox();
    await double.suffer({ responseLatencyMs: 6000 });
    const worker = await startWorker(RATE);
    await vi.waitFor(async () => expect(await accepted(double, [phone as Phone])).toHaveLength(1), PATIENCE);
    const asked = Date.now();
    expect(await worker.stop()).toBe(0);
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
    await startWorker(RATE);
    await vi.waitFor(async () => expect(await phone?.read()).toHaveLength(3), PATIENCE);
    expect((await phone?.read())?.map((text) => [...text][0])).toEqual(["🎓", "❌", "🎓"]);
  });
});
