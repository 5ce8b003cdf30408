import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeEach, describe, expect } from "vitest";
import { db } from "../db.ts";
import { deliver, deliveryOf } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import { passTime, workOnEvents } from "../testing/worker.ts";
import { explainFailure } from "./outcome-words.ts";

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events`;
});

const SECONDS = Math.floor(Date.now() / 1000) - 3600;

const newRow = (fields: { status?: string; rank?: number; wamid?: string | null } = {}) => ({
  id: randomUUID(),
  kind: "text",
  text: "hi",
  lane: "lane",
  purpose: "staff",
  status: "accepted",
  rank: 2,
  wamid: `wamid.${randomUUID()}`,
  ...fields,
});

const newMessage = (fields?: Parameters<typeof newRow>[0]) =>
  db().outboundMessage.create({ data: newRow(fields) });

const look = (id: string) => db().outboundMessage.findUniqueOrThrow({ where: { id } });

async function report(...statuses: Record<string, unknown>[]): Promise<void> {
  await deliver(
    deliveryOf({ statuses: statuses.map((status) => ({ timestamp: String(SECONDS), ...status })) }),
  );
  await workOnEvents();
}

type Reports = [status: string, at: number][];

test("a failure without a code is told in WhatsApp's own words, as no fault of our token", async () => {
  const { id, wamid } = await newMessage();
  await report({ id: wamid, status: "failed", errors: [{ code: null, title: null, message: "Blocked" }] });
  const row = await look(id);
  expect(row).toMatchObject({ status: "failed", failureCode: null, failureTitle: "Blocked" });
  expect(explainFailure(row)).toBe("WhatsApp refused this message. (WhatsApp says: Blocked)");
});

/** Sends one message for each list and reports its statuses in that order; the records that this makes. */
async function play(lists: Reports[]) {
  const messages = lists.map(() => newRow());
  await db().outboundMessage.createMany({ data: messages });
  for (let step = 0; step < Math.max(...lists.map(({ length }) => length)); step++) {
    const statuses = lists.flatMap((list, index) => {
      const [status, at] = list[step] ?? [];
      const errors = status === "failed" ? { errors: [{ code: 131026, title: "Undeliverable" }] } : {};
      const timestamp = String(SECONDS + (at ?? 0));
      return status ? [{ id: messages[index]?.wamid, status, timestamp, ...errors }] : [];
    });
    await report(...statuses);
  }
  return Promise.all(messages.map(({ id }) => look(id)));
}

const state = fc.constantFrom("sent", "delivered", "read", "failed", "played", "deleted", "accepted");
const reports = fc.array(fc.tuple(state, fc.nat({ max: 3 })), { minLength: 1, maxLength: 6 });

test("in whatever order and however often statuses come, the message ends in the highest one", {
  timeout: 60_000,
}, async () => {
  const ranks: Record<string, number> = { sent: 3, failed: 4, delivered: 5, read: 6, played: 6 };
  await fc.assert(
    fc.asyncProperty(fc.array(reports, { minLength: 100, maxLength: 100 }), async (lists) => {
      const records = await play(lists);
      for (const [index, list] of lists.entries()) {
        const highest = Math.max(2, ...list.map(([status]) => ranks[status] ?? 0));
        expect(records[index]).toMatchObject({ rank: highest, status: MESSAGE_BY_RANK[highest] });
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
});

const MESSAGE_BY_RANK: Record<number, string> = {
  2: "accepted",
  3: "sent",
  4: "failed",
  5: "delivered",
  6: "read",
};

test("the same statuses in another order make the very same record", { timeout: 60_000 }, async () => {
  const timed = fc.tuple(fc.constantFrom("sent", "delivered", "read", "failed"), fc.nat({ max: 9 }));
  const orders = fc
    .uniqueArray(timed, { minLength: 2, maxLength: 4, selector: ([status]) => status })
    .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
  await fc.assert(
    fc.asyncProperty(fc.array(orders, { minLength: 100, maxLength: 100 }), async (pairs) => {
      const records = await play(pairs.flat());
      const shown = records.map(({ status, sentAt, deliveredAt, readAt, failedAt, failureCode }) => {
        return { status, sentAt, deliveredAt, readAt, failedAt, failureCode };
      });
      for (let index = 0; index < shown.length; index += 2) expect(shown[index]).toEqual(shown[index + 1]);
    }),
    { numRuns: 2, endOnFailure: true },
  );
});

test("read implies delivered, and played is read", async () => {
  const { id, wamid } = await newMessage();
  await report({ id: wamid, status: "played" });
  expect(await look(id)).toMatchObject({ status: "read", deliveredAt: new Date(SECONDS * 1000) });
});

test("a failure is told with Meta's code, title and details, whatever shape they have", async () => {
  const details = { details: "The number is not on WhatsApp." };
  for (const errors of [
    [{ code: 131026, title: "Undeliverable", error_data: details }],
    [{ code: "131026" }],
    [null, { code: 131026, error_data: "text" }],
  ]) {
    const { id, wamid } = await newMessage();
    await report({ id: wamid, status: "failed", errors });
    expect(await look(id)).toMatchObject({
      status: "failed",
      failureCode: "131026",
      failedAt: expect.any(Date),
    });
  }
  const { id, wamid } = await newMessage();
  await report({ id: wamid, status: "failed", errors: "none" });
  expect(await look(id)).toMatchObject({ status: "failed", failureCode: null });
});

describe("a status that comes before we know Meta's id", () => {
  test("is matched by our own id, and brings Meta's", async () => {
    const { id } = await newMessage({ status: "sending", rank: 1, wamid: null });
    await report({ id: "wamid.early", status: "sent", biz_opaque_callback_data: `v1:${id}:1` });
    expect(await look(id)).toMatchObject({ status: "sent", wamid: "wamid.early", dueAt: null });
  });

  test("waits and is matched later, when it does not bring ours", async () => {
    const { id } = await newMessage({ status: "sending", rank: 1, wamid: null });
    await report({ id: "wamid.parked", status: "delivered" });
    expect(await db().webhookEvent.findMany()).toMatchObject([{ state: "pending", attempts: 1 }]);
    await db().outboundMessage.update({
      where: { id },
      data: { wamid: "wamid.parked", status: "accepted", rank: 2 },
    });
    await passTime();
    await workOnEvents();
    expect(await look(id)).toMatchObject({ status: "delivered" });
  });

  test("is kept as an orphan when it is about no message of ours, and never fails the delivery", async () => {
    await report({ id: "wamid.foreign", status: "sent" });
    for (let looks = 0; looks < 4; looks++) {
      await passTime();
      await workOnEvents();
    }
    expect(await db().webhookEvent.findMany()).toMatchObject([{ state: "orphaned" }]);
  });
});

test("an unknown state is kept as ignored and changes nothing", async () => {
  const { id, wamid } = await newMessage();
  await report({ id: wamid, status: "teleported" });
  expect(await look(id)).toMatchObject({ status: "accepted" });
  expect(await db().webhookEvent.findMany()).toMatchObject([{ state: "ignored" }]);
});

test("callback data of somebody else's is not taken for ours", async () => {
  const { id, wamid } = await newMessage();
  const foreign = ["-".repeat(36), "a".repeat(36), randomUUID(), "ORDER"].map((text) => `v1:${text}:1`);
  for (const biz_opaque_callback_data of [...foreign, {}, "x".repeat(512)]) {
    await report({ id: wamid, status: "sent", biz_opaque_callback_data });
  }
  expect(await look(id)).toMatchObject({ status: "sent" });
});

test("a status that cannot be applied does not keep the others from being applied", async () => {
  const [first, second] = [await newMessage(), await newMessage({ wamid: null })];
  const third = await newMessage();
  await report(
    { id: first.wamid, status: "sent", biz_opaque_callback_data: `v1:${second.id}:1` },
    { id: third.wamid, status: "read" },
  );
  expect(await look(third.id)).toMatchObject({ status: "read" });
  expect(await db().webhookEvent.findFirst({ orderBy: { id: "asc" } })).toMatchObject({
    state: "pending",
    attempts: 1,
    failure: expect.any(String),
  });
});
