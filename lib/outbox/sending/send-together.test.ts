import { randomUUID } from "node:crypto";
import { describe, expect, vi } from "vitest";
import { db, pool } from "../../db.ts";
import { createAccount } from "../../testing/accounts.ts";
import { deliver, deliveryOf, textMessage } from "../../testing/deliveries.ts";
import { test } from "../../testing/fixtures.ts";
import { graphError } from "../../testing/graph-stub.ts";
import { newStudent, type Student } from "../../testing/students.ts";
import { workOnOutbox } from "../../testing/worker.ts";
import { tellOutcome } from "../outcome-news.ts";
import { requireRecipient } from "../recipients.ts";
import { sendStaffMessage, waitForOutcome } from "../send.ts";

const PATIENCE = { timeout: 20_000, interval: 10 };
const MANY = 110;

let student: Student;
let staffId: string;

test.beforeAll(async () => {
  staffId = (await createAccount({ role: "instructor" })).id;
});

test.beforeEach(async ({ graph }) => {
  await db().$executeRaw`truncate outbound_messages, lanes, sending_numbers cascade`;
  graph.respond = null;
  student = newStudent();
  await student.say("hi");
});

async function send(text = "Hello") {
  return sendStaffMessage(await requireRecipient(student.phone), { kind: "text", text }, staffId);
}

/** Until somebody listens: whoever waits before that looks by themselves. */
async function untilListening(): Promise<void> {
  await waitForOutcome(randomUUID(), 0).catch(() => {});
  const listening = () =>
    pool().query(
      "select from pg_stat_activity where application_name = 'connect-outcomes' and datname = current_database() and state = 'idle'",
    );
  await vi.waitFor(async () => expect((await listening()).rowCount).toBe(1), PATIENCE);
}

const queued = () =>
  vi.waitUntil(() => db().outboundMessage.findFirst({ where: { purpose: "staff" } }), PATIENCE);

describe("who waits for what comes of a message", () => {
  test("is told at once, by notification, and everybody in a process shares one connection", async () => {
    await untilListening();
    const sending = Array.from({ length: 10 }, () => send());
    await vi.waitFor(async () => expect(await db().outboundMessage.count()).toBe(11), PATIENCE);
    await db().$executeRaw`update outbound_messages set status = 'accepted', rank = 2, wamid = id::text`;
    const toldAt = Date.now();
    for (const { id } of await db().outboundMessage.findMany({ where: { purpose: "staff" } }))
      tellOutcome(id);
    expect((await Promise.all(sending)).map(({ status }) => status)).toEqual(sending.map(() => "accepted"));
    expect(Date.now() - toldAt).toBeLessThan(1000);
    const { rowCount } = await pool().query(
      "select from pg_stat_activity where application_name = 'connect-outcomes' and datname = current_database()",
    );
    expect(rowCount).toBe(1);
  });

  test("finds out within seconds when the news is lost", async () => {
    const sending = send();
    const { id } = await queued();
    await pool().query(
      "update outbound_messages set status = 'accepted', wamid = 'wamid.quiet' where id = $1",
      [id],
    );
    const recordedAt = Date.now();
    expect(await sending).toMatchObject({ status: "accepted", wamid: "wamid.quiet" });
    expect(Date.now() - recordedAt).toBeLessThan(4000);
  });

  test("is told as well when the connection that listens was cut meanwhile", async () => {
    await untilListening();
    const sending = send();
    await queued();
    await pool().query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'connect-outcomes' and datname = current_database()",
    );
    await workOnOutbox();
    expect(await sending).toMatchObject({ status: "accepted" });
  });

  test("is told that the circuit breaker has opened", async ({ graph }) => {
    graph.respond = graphError(403, { code: 131005 });
    const sending = send();
    await queued();
    const openedAt = Date.now();
    await workOnOutbox();
    expect(await sending).toMatchObject({ status: "queued", reason: expect.stringMatching(/access token/) });
    expect(Date.now() - openedAt).toBeLessThan(5000);
  });

  test("holds no connection", async () => {
    const sending = Array.from({ length: 4 }, () => send());
    await vi.waitFor(async () => expect(await db().outboundMessage.count()).toBe(5), PATIENCE);
    await vi.waitFor(
      () => expect(pool().waitingCount + pool().totalCount - pool().idleCount).toBe(0),
      PATIENCE,
    );
    await workOnOutbox();
    await Promise.all(sending);
  });
});

test("a hundred messages at once to one person do not slow down what comes in", {
  timeout: 60_000,
}, async ({ startWorker }) => {
  const worker = await startWorker();
  await untilListening();
  const quiet = await measureDeliveries("49");
  const sending = Array.from({ length: MANY }, (_, at) => send(`Message ${at}`));
  const finished = Promise.allSettled(sending);
  const busy = await measureDeliveries("48");
  const results = await finished;
  await worker.stop();
  expect(results.every(({ status }) => status === "fulfilled")).toBe(true);
  // A machine that is busy with other things slows both.
  expect(busy).toBeLessThan(Math.max(200, 5 * quiet));
});

/** How long nine of ten deliveries take at most, in milliseconds, one after the other: a single one may be unlucky. */
async function measureDeliveries(country: string): Promise<number> {
  const waits: number[] = [];
  for (let at = 0; at < 60; at++) {
    const started = performance.now();
    await deliver(deliveryOf({ messages: [textMessage(`${country}${17_000_000_000 + at}`, "hi")] }));
    waits.push(performance.now() - started);
  }
  waits.sort((one, other) => one - other);
  return waits[Math.floor(waits.length * 0.9)] ?? 0;
}
